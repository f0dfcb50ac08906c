package dev.switchboard.status.contact;

import dev.switchboard.contracts.erasure.AddressHashes;
import dev.switchboard.contracts.erasure.ErasureEvent.ContactErased;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Contact;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.status.message.Columns;
import dev.switchboard.status.message.Fact;
import dev.switchboard.status.message.Naming;
import dev.switchboard.status.message.Source;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All contacts. */
@Component
public class Contacts {

    /** So that an event stays far below what a topic takes. */
    private static final int MOST_IDS = 10_000;

    private final DatabaseClient database;
    private final AddressHashes hashes;

    Contacts(DatabaseClient database, AddressHashes hashes) {
        this.database = database;
        this.hashes = hashes;
    }

    /** Somebody as one fact tells of them. */
    private record Seen(UUID id, Contact contact, Instant at) {

        /** Of two facts about one contact: everything both know, and the later name. */
        Seen and(Seen other) {
            var newer = BY_NAME.compare(this, other) >= 0 ? this : other;
            var named = new Contact(
                    contact.address(),
                    contact.phone() == null ? other.contact.phone() : contact.phone(),
                    contact.userId() == null ? other.contact.userId() : contact.userId(),
                    newer.contact.name());
            return new Seen(id, named, newer.at);
        }
    }

    private static final Comparator<Seen> BY_NAME = Comparator.comparing((Seen seen) -> seen.contact.name() != null)
            .thenComparing(Seen::at)
            .thenComparing(seen -> seen.contact.name() == null ? "" : seen.contact.name());

    /** Reports about messages of ours tell nothing new: their request does, whenever it comes. */
    public Mono<Void> take(List<Fact> facts) {
        var seen = new TreeMap<UUID, Seen>();
        for (var fact : facts) {
            var contact = fact.contact();
            if (contact != null && (fact.source() == Source.ORIGIN || fact.naming() == Naming.BY_PROVIDER)) {
                var id = hashes.contactId(contact.address());
                seen.merge(id, new Seen(id, contact, fact.said().occurredAt()), Seen::and);
            }
        }
        return seen.isEmpty() ? Mono.empty() : remember(List.copyOf(seen.values()));
    }

    private Mono<Void> remember(List<Seen> seen) {
        return database.sql("""
                        insert into contacts as known (id, address, address_hash, phone, user_id, name, named_at)
                        select id, address, hash, phone, user_id, name, case when name is not null then at end
                        from unnest(:ids, :addresses, :hashes, :phones, :user_ids, :names, :times)
                            as seen (id, address, hash, phone, user_id, name, at)
                        where not exists (
                            select 1 from contacts k
                            where k.id = seen.id and k.address_hash = hash
                              and (seen.phone is null or k.phone >= seen.phone)
                              and (seen.user_id is null or k.user_id >= seen.user_id)
                              and (seen.name is null or (k.named_at, k.name) >= (seen.at, seen.name))
                        )
                        order by id
                        on conflict (id) do update set
                            address_hash = excluded.address_hash,
                            phone = greatest(known.phone, excluded.phone),
                            user_id = greatest(known.user_id, excluded.user_id),
                            name = case
                                when excluded.name is null then known.name
                                when known.named_at is null
                                    or (excluded.named_at, excluded.name) > (known.named_at, known.name)
                                then excluded.name else known.name end,
                            named_at = greatest(known.named_at, excluded.named_at)
                        """)
                .bind("ids", Columns.array(UUID.class, seen, Seen::id))
                .bind(
                        "addresses",
                        Columns.array(
                                String.class,
                                seen,
                                each -> each.contact().address().value()))
                .bind(
                        "hashes",
                        Columns.array(
                                String.class,
                                seen,
                                each -> hashes.of(each.contact().address())))
                .bind(
                        "phones",
                        Columns.array(
                                String.class,
                                seen,
                                each -> Columns.ifAny(each.contact().phone(), Address::value)))
                .bind(
                        "user_ids",
                        Columns.array(String.class, seen, each -> each.contact().userId()))
                .bind(
                        "names",
                        Columns.array(String.class, seen, each -> each.contact().name()))
                .bind("times", Columns.array(Instant.class, seen, Seen::at))
                .then();
    }

    Mono<KnownContact> one(UUID id) {
        return find("k.id = :id", "id", id).next();
    }

    Flux<KnownContact> of(Address address) {
        return find("k.address = :address or k.phone = :address", "address", address.value());
    }

    private Flux<KnownContact> find(String condition, String name, Object value) {
        return database.sql("""
                        select k.*, wishes.preferences, talks.conversations
                        from contacts k
                        cross join lateral (
                            select coalesce(jsonb_agg(jsonb_build_object('provider', provider, 'category', category,
                                       'wanted', wanted, 'at', at) order by provider, account, category), '[]')
                                   as preferences
                            from preferences p
                            where p.contact = k.address or p.contact = k.phone
                        ) wishes
                        cross join lateral (
                            select array(select distinct m.conversation_id from messages m
                                         where m.contact = k.address and m.conversation_id is not null limit 100)
                                   as conversations
                        ) talks
                        where\s""" + condition + " order by k.id")
                .bind(name, value)
                .map((Readable row) -> KnownContact.of(row))
                .all();
    }

    /** The same person under each name the network tells of them; several events where one would be too large. */
    Mono<List<ContactErased>> erasure(UUID id, Instant at) {
        return one(id).flatMapMany(
                        contact -> Flux.fromIterable(contact.addresses()).flatMap(this::of))
                .flatMapIterable(KnownContact::addresses)
                .distinct()
                .collectList()
                .filter(all -> !all.isEmpty())
                .flatMap(addresses -> ours(addresses, at)
                        .buffer(MOST_IDS)
                        .defaultIfEmpty(List.of())
                        .map(ids -> new ContactErased(id.toString(), hashed(addresses), ids, at))
                        .collectList());
    }

    private List<String> hashed(List<Address> addresses) {
        return addresses.stream().map(hashes::of).sorted().toList();
    }

    /** What we wrote to them. */
    private Flux<MessageId> ours(List<Address> addresses, Instant at) {
        return database.sql("""
                        select id from messages
                        where direction = 'outbound' and created_at <= :at
                          and (contact = any(:addresses) or to_address = any(:addresses))
                        order by id
                        """)
                .bind("at", at)
                .bind("addresses", addresses.stream().map(Address::value).toArray(String[]::new))
                .map(row -> new MessageId(Columns.uuid(row, "id")))
                .all();
    }
}
