package dev.switchboard.dispatcher.intake;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.deadletter.CannotWork;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.request.SendRequest.OnUncertain;
import dev.switchboard.contracts.request.SendRequest.Priority;
import dev.switchboard.dispatcher.dispatch.Carriers;
import dev.switchboard.dispatcher.ledger.State;
import dev.switchboard.dispatcher.pace.Paces;
import dev.switchboard.dispatcher.pace.Sender;
import dev.switchboard.dispatcher.rows.Columns;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

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
            from unnest(
                cast(:ids as uuid[]), cast(:hashes as text[]), cast(:requests as text[]), cast(:channels as text[]),
                cast(:providers as text[]), cast(:priorities as smallint[]), cast(:senders as text[]),
                cast(:recipients as text[]), cast(:due as timestamptz[]), cast(:expiries as timestamptz[]),
                cast(:resends as boolean[]), cast(:traceparents as text[]), cast(:tenants as text[])) as r (
                    message_id, content_hash, request, channel, provider, priority, sender, recipient, due_at, expires_at,
                    resend, traceparent, tenant)
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
            from unnest(cast(:senders as text[]), cast(:priorities as smallint[]), cast(:tenants as text[])) as r (
                sender, priority, tenant)
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
            join unnest(cast(:ids as uuid[]), cast(:hashes as text[])) as r (message_id, content_hash) using (message_id)
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
        var rows = Row.columns(given);
        paces.add(given.stream().map(Row::sender).distinct().toList());
        database.sql(ADD_LANES).params(rows).update();
        var added = database.sql(INSERT)
                .params(rows)
                .query((row, _) -> Map.entry(
                        new MessageId(row.getObject("message_id", UUID.class)),
                        new Added(State.of(row.getString("state")), row.getString("cancel_reason"))))
                .list();
        if (added.size() < arrivals.size()
                && database.sql(CONFLICTS).params(rows).query(Long.class).single() > 0) {
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

        static Map<String, Object> columns(List<Row> rows) {
            return new Columns<>(rows)
                    .ids("ids", Row::messageId)
                    .texts("hashes", Row::contentHash)
                    .texts("requests", Row::request)
                    .texts("channels", Row::channel)
                    .texts("providers", Row::provider)
                    .numbers("priorities", Row::priority)
                    .texts("senders", Row::sender)
                    .texts("recipients", Row::recipient)
                    .times("due", Row::dueAt)
                    .times("expiries", Row::expiresAt)
                    .flags("resends", Row::resend)
                    .texts("traceparents", Row::traceparent)
                    .texts("tenants", Row::tenant)
                    .arrays();
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
