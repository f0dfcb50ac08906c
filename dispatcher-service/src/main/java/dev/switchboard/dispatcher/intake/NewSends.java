package dev.switchboard.dispatcher.intake;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.deadletter.CannotWork;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.request.SendRequest.OnUncertain;
import dev.switchboard.contracts.request.SendRequest.Priority;
import dev.switchboard.dispatcher.dispatch.Carriers;
import dev.switchboard.dispatcher.ledger.State;
import dev.switchboard.dispatcher.pace.Paces;
import dev.switchboard.dispatcher.pace.Sender;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Writes requests into the ledger, each id once. */
@Component
class NewSends {

    /** A row without a hash is a cancellation that came before its request: it stays canceled, and learns of what. */
    private static final String INSERT = """
            insert into sends as s (
                message_id, content_hash, request, channel, provider, state, priority, lane, sender, recipient, due_at,
                expires_at, resend, traceparent, tenant)
            select
                message_id, content_hash, request, channel, provider, 'waiting', r.priority, l.id, r.sender, recipient,
                coalesce(due_at, now()), expires_at, resend, traceparent, r.tenant
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (
                message_id uuid, content_hash text, request text, channel text, provider text, priority smallint,
                sender text, recipient text, due_at timestamptz, expires_at timestamptz, resend boolean,
                traceparent text, tenant text)
            join lanes l on l.sender = r.sender and l.priority = r.priority and l.tenant = coalesce(r.tenant, '')
            order by message_id
            on conflict (message_id) do update
            set content_hash = excluded.content_hash,
                request = excluded.request,
                channel = excluded.channel,
                provider = excluded.provider,
                expires_at = excluded.expires_at,
                traceparent = excluded.traceparent,
                tenant = excluded.tenant,
                changed_at = now()
            where s.content_hash is null
            returning s.message_id, s.state, s.cancel_reason
            """;

    private static final String ADD_LANES = """
            insert into lanes (sender, priority, tenant)
            select distinct sender, priority, coalesce(tenant, '')
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (sender text, priority smallint, tenant text)
            where not exists (
                select
                from lanes l
                where l.sender = r.sender and l.priority = r.priority and l.tenant = coalesce(r.tenant, ''))
            order by 1, 2, 3
            on conflict do nothing
            """;

    private static final String CONFLICTS = """
            select count(*)
            from sends s
            join jsonb_to_recordset(cast(:rows as jsonb)) as r (message_id uuid, content_hash text) using (message_id)
            where s.content_hash <> r.content_hash
            """;

    private final JdbcClient database;
    private final Carriers carriers;
    private final Paces paces;

    NewSends(JdbcClient database, Carriers carriers, Paces paces) {
        this.database = database;
        this.carriers = carriers;
        this.paces = paces;
    }

    /**
     * The ids that were new, and what became of them.
     *
     * @throws CannotWork when one of them came before with other content; nothing is written then
     */
    Map<MessageId, Added> add(Collection<Arrival> arrivals) {
        var given = arrivals.stream().map(this::row).toList();
        var rows = Wire.JSON.writeValueAsString(given);
        paces.add(given.stream().map(Row::sender).distinct().toList());
        database.sql(ADD_LANES).param("rows", rows).update();
        var added = database.sql(INSERT)
                .param("rows", rows)
                .query((row, _) -> Map.entry(
                        new MessageId(row.getObject("message_id", UUID.class)),
                        new Added(State.of(row.getString("state")), row.getString("cancel_reason"))))
                .list();
        if (added.size() < arrivals.size()
                && database.sql(CONFLICTS).param("rows", rows).query(Long.class).single() > 0) {
            throw conflict();
        }
        return added.stream().collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Row row(Arrival arrival) {
        var request = arrival.request();
        var carrier = carriers.of(requireNonNull(request.provider()));
        return Row.of(
                arrival,
                Sender.of(carrier.provider(), request.channel(), carrier.line(request)),
                carrier.limitsPairs() ? request.to().value() : null);
    }

    record Added(State state, @Nullable String cancelReason) {}

    static CannotWork conflict() {
        return CannotWork.conflict("messageId came before with other content");
    }

    @JsonNaming(SnakeCaseStrategy.class)
    private record Row(
            UUID messageId,
            String contentHash,
            String request,
            String channel,
            String provider,
            int priority,
            String sender,
            @Nullable String recipient,
            @Nullable Instant dueAt,
            Instant expiresAt,
            boolean resend,
            @Nullable String traceparent,
            @Nullable String tenant) {

        static Row of(Arrival arrival, String sender, @Nullable String recipient) {
            var request = arrival.request();
            return new Row(
                    request.messageId().value(),
                    arrival.contentHash(),
                    arrival.json(),
                    request.channel().wireName(),
                    requireNonNull(request.provider()).name(),
                    lane(requireNonNull(request.priority())),
                    sender,
                    recipient,
                    request.sendAt(),
                    requireNonNull(request.expiresAt()),
                    request.onUncertain() == OnUncertain.RESEND,
                    text(arrival.traceparent()),
                    arrival.tenant());
        }

        private static int lane(Priority priority) {
            return switch (priority) {
                case HIGH -> 0;
                case NORMAL -> 1;
                case LOW -> 2;
            };
        }

        private static @Nullable String text(@Nullable Traceparent traceparent) {
            return traceparent == null ? null : traceparent.value();
        }
    }
}
