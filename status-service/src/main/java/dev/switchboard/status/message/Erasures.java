package dev.switchboard.status.message;

import dev.switchboard.contracts.erasure.AddressHashes;
import dev.switchboard.contracts.erasure.ErasureEvent.ContactErased;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.MessageId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Who was erased. Erasing waits for every batch that is under way and every later batch waits for it, so that no batch
 * brings back what it could not know was to go.
 */
@Component
public class Erasures {

    private static final String LOCK = "(hashtext('switchboard status erasures'))";

    private final DatabaseClient database;
    private final AddressHashes hashes;

    Erasures(DatabaseClient database, AddressHashes hashes) {
        this.database = database;
        this.hashes = hashes;
    }

    /** First thing in every transaction that takes in an address. */
    public Mono<Void> guard() {
        return database.sql("select pg_advisory_xact_lock_shared" + LOCK).then();
    }

    /** Since when which of these addresses is erased. */
    public Mono<Map<Address, Instant>> among(Collection<Address> addresses) {
        var byHash = new HashMap<String, Address>();
        addresses.forEach(address -> byHash.put(hashes.of(address), address));
        return byHash.isEmpty()
                ? Mono.just(Map.of())
                : database.sql("select address_hash, erased_at from erasures where address_hash = any(:hashes)")
                        .bind("hashes", byHash.keySet().toArray(String[]::new))
                        .map(row -> Map.entry(
                                Objects.requireNonNull(byHash.get(Columns.string(row, "address_hash"))),
                                Objects.requireNonNull(row.get("erased_at", Instant.class))))
                        .all()
                        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    public static boolean covers(Map<Address, Instant> erased, Stream<Address> addresses, Instant said) {
        return addresses.map(erased::get).filter(Objects::nonNull).anyMatch(at -> !said.isAfter(at));
    }

    /** The messages of somebody who was erased after these things were said. */
    Mono<Set<MessageId>> of(List<Fact> facts) {
        return among(facts.stream().flatMap(Fact::addresses).collect(Collectors.toSet()))
                .map(erased -> facts.stream()
                        .filter(fact -> covers(erased, fact.addresses(), fact.occurredAt()))
                        .map(Fact::messageId)
                        .collect(Collectors.toSet()));
    }

    /** Nobody is left in these. Their state has to be computed anew. */
    Mono<Void> blank(Collection<MessageId> messages) {
        return messages.isEmpty()
                ? Mono.empty()
                : Flux.just(
                                "update message_states set erased = true where id = any(:ids) and not erased",
                                "update message_descriptions set description = without_contact(description)"
                                        + " where message_id = any(:ids)",
                                "update message_events set payload = '{\"erased\": true}'"
                                        + " where message_id = any(:ids) and payload <> '{\"erased\": true}'",
                                """
                                delete from amendments using messages m
                                where m.id = any(:ids) and amendments.provider_id = m.provider_id
                                  and amendments.provider = m.provider and amendments.account = m.account
                                """)
                        .concatMap(statement -> database.sql(statement)
                                .bind("ids", Messages.uuids(messages))
                                .then())
                        .then();
    }

    /** What there is of somebody. */
    record Found(List<Address> addresses, List<MessageId> messages) {}

    /** Remembers it for everything that is still to come, and finds what is here. */
    Mono<Found> begin(ContactErased erased) {
        return database.sql("select pg_advisory_xact_lock" + LOCK)
                .then()
                .then(remember(erased))
                .then(Mono.defer(() -> addresses(erased)))
                .flatMap(addresses ->
                        messages(addresses, erased.occurredAt()).map(messages -> new Found(addresses, messages)));
    }

    private Mono<Void> remember(ContactErased erased) {
        return database.sql("""
                        insert into erasures as known (address_hash, contact_id, erased_at)
                        select hash, :contact, :at from unnest(:hashes) as erased (hash) order by hash
                        on conflict (address_hash) do update set
                            erased_at = greatest(known.erased_at, excluded.erased_at)
                        """)
                .bind("contact", erased.contactId())
                .bind("at", erased.occurredAt())
                .bind("hashes", hashesOf(erased))
                .then();
    }

    private static String[] hashesOf(ContactErased erased) {
        return erased.addressHashes().stream().distinct().toArray(String[]::new);
    }

    private Mono<List<Address>> addresses(ContactErased erased) {
        return database.sql("""
                        select distinct known.address
                        from contacts k
                        cross join lateral unnest(array[k.address, k.phone, k.user_id]) as known (address)
                        where k.address_hash = any(:hashes) and known.address is not null
                        """)
                .bind("hashes", hashesOf(erased))
                .map(row -> new Address(Columns.string(row, "address")))
                .all()
                .collectList();
    }

    private Mono<List<MessageId>> messages(List<Address> addresses, Instant at) {
        return database.sql("""
                        select id from message_states
                        where id in (
                            select id from messages
                            where (contact = any(:addresses) or to_address = any(:addresses)) and created_at <= :at
                        )
                        order by id
                        for update
                        """)
                .bind("addresses", values(addresses))
                .bind("at", at)
                .map(row -> new MessageId(Columns.uuid(row, "id")))
                .all()
                .collectList();
    }

    /**
     * What only says who somebody is goes, once no message is left that does; what they did not want to receive stays, and
     * says no more whose wish it is.
     */
    Mono<Void> finish(List<Address> addresses, Instant at) {
        var forget = Flux.just(
                        "delete from preferences where contact = any(:addresses) and at <= :at",
                        "update calls set caller = null where caller = any(:addresses) and began_at <= :at",
                        "delete from amendments where contact = any(:addresses) and occurred_at <= :at",
                        """
                        with gone as (
                            delete from conversations where contact = any(:addresses) and last_message_at <= :at
                            returning id
                        )
                        delete from conversation_reads using gone where conversation_id = gone.id
                        """,
                        """
                        delete from contacts k
                        where address = any(:addresses) and (named_at is null or named_at <= :at)
                          and not exists (select 1 from messages m where m.contact = k.address)
                        """)
                .concatMap(statement -> database.sql(statement)
                        .bind("addresses", values(addresses))
                        .bind("at", at)
                        .then());
        return keepWishes(addresses, at).thenMany(forget).then();
    }

    private Mono<Void> keepWishes(List<Address> addresses, Instant at) {
        return database.sql("""
                        insert into preferences (contact, provider, account, category, wanted, at)
                        select erased.hash, provider, account, category, wanted, at
                        from preferences join unnest(:addresses, :hashes) as erased (address, hash) on contact = address
                        where at <= :at
                        on conflict do nothing
                        """)
                .bind("addresses", values(addresses))
                .bind("hashes", addresses.stream().map(hashes::of).toArray(String[]::new))
                .bind("at", at)
                .then();
    }

    private static String[] values(List<Address> addresses) {
        return addresses.stream().map(Address::value).toArray(String[]::new);
    }

    /** Whether a contact was erased before. */
    public Mono<Boolean> knows(String contactId) {
        return database.sql("select exists (select 1 from erasures where contact_id = :id) as known")
                .bind("id", contactId)
                .map(row -> Columns.bool(row, "known"))
                .one();
    }
}
