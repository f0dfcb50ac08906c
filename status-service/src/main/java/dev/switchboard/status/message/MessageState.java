package dev.switchboard.status.message;

import dev.switchboard.contracts.message.MessageId;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The function from what was said of a message to what is true of it. */
@Component
class MessageState {

    /**
     * The highest status wins, and of its codes the one reported first, then the lowest. Read implies delivered. A
     * failure reported of a message that arrived is no failure of the message.
     */
    private static final String RECOMPUTE = """
            with affected as (
                select id from unnest(:ids) as affected (id)
            ),
            winning as (
                select distinct on (message_id) message_id, status, rank, code,
                       failure_kind, failure_reason, first_at
                from message_statuses join affected on message_id = id
                order by message_id, rank desc, first_at, code
            ),
            times as (
                select message_id,
                       min(first_at) as known_since,
                       min(first_at) filter (where status = 'sent') as sent_at,
                       min(first_at) filter (where status in ('delivered', 'read', 'played')) as delivered_at,
                       min(first_at) filter (where status in ('read', 'played')) as read_at,
                       min(first_at) filter (where status in ('expired', 'refused', 'undelivered', 'failed'))
                           as failed_at
                from message_statuses join affected on message_id = id
                group by message_id
            ),
            described as (
                select id, known.*
                from affected
                left join message_descriptions origin on origin.message_id = id and origin.source = 1
                left join message_descriptions acceptance on acceptance.message_id = id and acceptance.source = 2
                left join message_descriptions report on report.message_id = id and report.source = 3
                cross join lateral jsonb_to_record(
                    coalesce(report.description, '{}')
                    || coalesce(acceptance.description, '{}')
                    || coalesce(origin.description, '{}')
                ) as known (
                    direction text, channel text, provider text, account text, "providerId" text,
                    "from" text, "to" text, contact text, "contactName" text, "conversationId" uuid,
                    text text, content jsonb, template text, tenant text, metadata jsonb,
                    "fallbackOf" uuid, "retryOf" uuid, "traceId" text,
                    "requestedAt" timestamptz, "receivedAt" timestamptz, "recordedAt" timestamptz,
                    segments int, "trackReceipts" boolean, "trackReads" boolean
                )
            )
            update messages set
                direction = coalesce(described.direction, 'outbound'),
                channel = described.channel,
                provider = described.provider,
                account = described.account,
                provider_id = described."providerId",
                from_address = described."from",
                to_address = described."to",
                contact = coalesce(described.contact, described."to"),
                contact_name = described."contactName",
                conversation_id = described."conversationId",
                text = described.text,
                content = described.content,
                template = described.template,
                tenant = described.tenant,
                metadata = described.metadata,
                fallback_of = described."fallbackOf",
                retry_of = described."retryOf",
                trace_id = described."traceId",
                status = winning.status,
                rank = winning.rank,
                code = nullif(winning.code, ''),
                failure_kind = nullif(winning.failure_kind, ''),
                failure_reason = nullif(winning.failure_reason, ''),
                requested_at = described."requestedAt",
                sent_at = times.sent_at,
                delivered_at = times.delivered_at,
                read_at = times.read_at,
                failed_at = case when times.delivered_at is null then times.failed_at end,
                last_status_at = winning.first_at,
                segments = described.segments,
                track_receipts = described."trackReceipts",
                track_reads = described."trackReads",
                recorded_at = coalesce(described."recordedAt", described."receivedAt"),
                created_at = coalesce(described."requestedAt", described."receivedAt", times.known_since)
            from winning
            join times using (message_id)
            join described on described.id = message_id
            where messages.id = message_id
            returning messages.id, messages.rank, messages.conversation_id
            """;

    private final DatabaseClient database;

    MessageState(DatabaseClient database) {
        this.database = database;
    }

    record Now(MessageId id, int rank, @Nullable UUID conversationId) {}

    Mono<List<Now>> recompute(Collection<MessageId> ids) {
        return database.sql(RECOMPUTE)
                .bind("ids", Messages.uuids(ids))
                .map(row -> new Now(
                        new MessageId(Columns.uuid(row, "id")),
                        Columns.integer(row, "rank"),
                        row.get("conversation_id", UUID.class)))
                .all()
                .collectList();
    }
}
