package dev.switchboard.status.message;

import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Status;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The function from what was said of a message to what is true of it. */
@Component
class MessageState {

    /**
     * The highest status wins, and of its codes the one reported first, then the lowest. Read implies delivered. A
     * failure reported of a message that arrived is no failure of the message. Of one whose reads are not to be tracked, a
     * read says no more than that it was delivered. Asked for message by message, so that the
     * effort grows with their number whatever the planner knows of the tables.
     */
    private static final String RECOMPUTE = """
            with described as (
                select affected.id, known.*
                from unnest(:ids) as affected (id)
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
            ),
            computed as (
                select described.id,
                       coalesce(described.direction, 'outbound') as direction,
                       described.channel as channel,
                       described.provider as provider,
                       described.account as account,
                       described."providerId" as provider_id,
                       described."from" as from_address,
                       described."to" as to_address,
                       coalesce(described.contact, described."to") as contact,
                       described."contactName" as contact_name,
                       described."conversationId" as conversation_id,
                       described.text as text,
                       described.content as content,
                       described.template as template,
                       described.tenant as tenant,
                       described.metadata as metadata,
                       described."fallbackOf" as fallback_of,
                       described."retryOf" as retry_of,
                       described."traceId" as trace_id,
                       winning.status as status,
                       winning.rank as rank,
                       nullif(winning.code, '') as code,
                       nullif(winning.failure_kind, '') as failure_kind,
                       nullif(winning.failure_reason, '') as failure_reason,
                       described."requestedAt" as requested_at,
                       times.sent_at as sent_at,
                       times.delivered_at as delivered_at,
                       times.read_at as read_at,
                       case when times.delivered_at is null then times.failed_at end as failed_at,
                       winning.first_at as last_status_at,
                       described.segments as segments,
                       described."trackReceipts" as track_receipts,
                       described."trackReads" as track_reads,
                       coalesce(described."recordedAt", described."receivedAt") as recorded_at,
                       coalesce(described."requestedAt", described."receivedAt", times.known_since) as created_at
                from described
                cross join lateral (
                    select case when described."trackReads" is false then 15 else 99 end as rank
                ) highest
                cross join lateral (
                    select case when rank > highest.rank then 'delivered' else status end as status,
                           least(rank, highest.rank) as rank, code, failure_kind, failure_reason, first_at
                    from message_statuses
                    where message_id = described.id
                    order by least(rank, highest.rank) desc, first_at, code
                    limit 1
                ) winning
                cross join lateral (
                    select min(first_at) as known_since,
                           min(first_at) filter (where status = 'sent') as sent_at,
                           min(first_at) filter (where status in ('delivered', 'read', 'played')) as delivered_at,
                           min(first_at) filter (where status in ('read', 'played') and rank <= highest.rank) as read_at,
                           min(first_at) filter (where status in ('expired', 'refused', 'undelivered', 'failed'))
                               as failed_at
                    from message_statuses
                    where message_id = described.id
                ) times
            ),
            merged as (
                merge into messages m using computed c on m.id = c.id
                when matched then update set {set}
                when not matched then insert (id, {columns}) values (c.id, {values})
                returning new.id, new.created_at, new.conversation_id, {now},
                    old.conversation_id as was_conversation_id, {before}
            ),
            states as (
                update message_states s set (status, created_at, channel, provider, tenant) =
                    row(merged.status, merged.created_at, merged.channel, merged.provider, merged.tenant)
                from merged
                where s.id = merged.id
                  and row(s.status, s.created_at, s.channel, s.provider, s.tenant) is distinct from
                      row(merged.status, merged.created_at, merged.channel, merged.provider, merged.tenant)
            )
            select * from merged
            """;

    private static final List<String> COLUMNS = List.of(
            "direction",
            "channel",
            "provider",
            "account",
            "provider_id",
            "from_address",
            "to_address",
            "contact",
            "contact_name",
            "conversation_id",
            "text",
            "content",
            "template",
            "tenant",
            "metadata",
            "fallback_of",
            "retry_of",
            "trace_id",
            "status",
            "rank",
            "code",
            "failure_kind",
            "failure_reason",
            "requested_at",
            "sent_at",
            "delivered_at",
            "read_at",
            "failed_at",
            "last_status_at",
            "segments",
            "track_receipts",
            "track_reads",
            "recorded_at",
            "created_at");

    private static final String STATEMENT = RECOMPUTE
            .replace("{set}", each("%1$s = c.%1$s"))
            .replace("{columns}", each("%s"))
            .replace("{values}", each("c.%s"))
            .replace("{before}", Measure.columns("old", "was_"))
            .replace("{now}", Measure.columns("new", ""));

    private static String each(String form) {
        return COLUMNS.stream().map(form::formatted).collect(Collectors.joining(", "));
    }

    private final DatabaseClient database;

    MessageState(DatabaseClient database) {
        this.database = database;
    }

    /** What was true of a message before, as far as anybody asks. */
    record Before(Status status, @Nullable UUID conversationId, Measure measure) {}

    /**
     * What is true of it now.
     *
     * @param before missing of a message that nobody knew
     */
    record Now(
            MessageId id,
            Status status,
            @Nullable UUID conversationId,
            Measure measure,
            @Nullable Before before) {

        boolean entersConversation() {
            return conversationId != null && (before == null || before.conversationId() == null);
        }

        boolean rises() {
            return before == null || status.rank() > before.status().rank();
        }
    }

    /** The locks of the messages must be held. */
    Mono<List<Now>> recompute(Collection<MessageId> ids) {
        return database.sql(STATEMENT)
                .bind("ids", Messages.uuids(ids))
                .map(MessageState::now)
                .all()
                .collectList();
    }

    private static Now now(Readable row) {
        return new Now(
                new MessageId(Columns.uuid(row, "id")),
                Status.of(Columns.string(row, "status")),
                row.get("conversation_id", UUID.class),
                Measure.of(row, ""),
                before(row));
    }

    private static @Nullable Before before(Readable row) {
        var status = row.get("was_status", String.class);
        return status == null
                ? null
                : new Before(Status.of(status), row.get("was_conversation_id", UUID.class), Measure.of(row, "was_"));
    }
}
