package dev.switchboard.status.message;

import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import io.r2dbc.spi.Readable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Which message a provider's id means, so that every fact finds its message whoever came first. */
@Component
public class ProviderIds {

    private final DatabaseClient database;

    ProviderIds(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Facts under the message they are about, and the messages that were known by a provisional name before.
     *
     * @param moves from the name made of a provider's id to the message it turned out to be
     */
    public record Resolved(List<Fact> facts, Map<MessageId, MessageId> moves) {}

    public Mono<Resolved> resolve(List<Fact> facts) {
        var claims = claims(facts);
        if (claims.isEmpty()) {
            return Mono.just(new Resolved(facts, Map.of()));
        }
        return settled(claims).flatMap(known -> {
            var open = new HashMap<>(claims);
            open.keySet().removeAll(known.keySet());
            return claim(open).map(claimed -> resolved(facts, known, claimed));
        });
    }

    private record Claim(MessageId messageId, boolean settled) {

        static Claim of(Readable row) {
            return new Claim(new MessageId(Columns.uuid(row, "message_id")), Columns.bool(row, "settled"));
        }

        /** A settled claim is the better one. No provider gives one id to two messages: of two, the first stays. */
        Claim or(Claim other) {
            return settled || !other.settled ? this : other;
        }
    }

    /**
     * What a claim left.
     *
     * @param found that the id was provisional, and from now on is settled
     */
    private record Claimed(Claim now, boolean found) {}

    private static Map<ProviderId, Claim> claims(List<Fact> facts) {
        var claims = new HashMap<ProviderId, Claim>();
        for (var fact : facts) {
            if (fact.providerId() != null) {
                var claim = new Claim(fact.messageId(), fact.naming() == Naming.SETTLED);
                claims.merge(fact.providerId(), claim, Claim::or);
            }
        }
        return claims;
    }

    /** Read without a lock: what is settled never changes again, and most of a message's news come after that. */
    private Mono<Map<ProviderId, Claim>> settled(Map<ProviderId, Claim> claims) {
        var ids = List.copyOf(claims.keySet());
        return Columns.bind(database.sql("""
                        select provider, account, provider_id, message_id, settled
                        from provider_ids
                        join unnest(:providers, :accounts, :provider_ids) as wanted (provider, account, provider_id)
                            using (provider, account, provider_id)
                        where settled
                        """), names(ids))
                .map(row -> Map.entry(name(row), Claim.of(row)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** Whoever comes second waits here for the first to commit, and then finds what it left. */
    private Mono<Map<ProviderId, Claimed>> claim(Map<ProviderId, Claim> claims) {
        if (claims.isEmpty()) {
            return Mono.just(Map.of());
        }
        var ids = List.copyOf(claims.keySet());
        var chosen =
                ids.stream().map(id -> Objects.requireNonNull(claims.get(id))).toList();
        return Columns.bind(database.sql("""
                        insert into provider_ids as known (provider, account, provider_id, message_id, settled)
                        select provider, account, provider_id, message_id, settled
                        from unnest(:providers, :accounts, :provider_ids, :messages, :settled)
                            as claim (provider, account, provider_id, message_id, settled)
                        order by provider, account, provider_id
                        on conflict (provider, account, provider_id) do update set
                            message_id = case
                                when excluded.settled and not known.settled then excluded.message_id
                                else known.message_id
                            end,
                            settled = known.settled or excluded.settled
                        returning new.provider, new.account, new.provider_id, new.message_id, new.settled,
                            new.settled and not old.settled as found
                        """), names(ids))
                .bind(
                        "messages",
                        Columns.array(
                                UUID.class, chosen, claim -> claim.messageId().value()))
                .bind("settled", Columns.array(Boolean.class, chosen, Claim::settled))
                .map(row -> Map.entry(
                        name(row), new Claimed(Claim.of(row), Boolean.TRUE.equals(row.get("found", Boolean.class)))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static Map<String, Object> names(List<ProviderId> ids) {
        return Map.of(
                "providers",
                        Columns.array(String.class, ids, id -> id.provider().name()),
                "accounts", Columns.array(String.class, ids, ProviderId::account),
                "provider_ids", Columns.array(String.class, ids, ProviderId::id));
    }

    private static ProviderId name(Readable row) {
        return new ProviderId(
                new Provider(Columns.string(row, "provider")),
                Columns.string(row, "account"),
                Columns.string(row, "provider_id"));
    }

    private static Resolved resolved(List<Fact> facts, Map<ProviderId, Claim> known, Map<ProviderId, Claimed> claimed) {
        var claims = new HashMap<>(known);
        var moves = new HashMap<MessageId, MessageId>();
        claimed.forEach((id, claim) -> {
            claims.put(id, claim.now());
            if (claim.found() && !claim.now().messageId().equals(id.elsewhere())) {
                moves.put(id.elsewhere(), claim.now().messageId());
            }
        });
        return new Resolved(facts.stream().map(fact -> named(fact, claims)).toList(), moves);
    }

    private static Fact named(Fact fact, Map<ProviderId, Claim> claims) {
        return fact.naming() == Naming.SETTLED || fact.providerId() == null
                ? fact
                : fact.about(
                        Objects.requireNonNull(claims.get(fact.providerId())).messageId());
    }
}
