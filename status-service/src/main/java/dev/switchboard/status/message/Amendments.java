package dev.switchboard.status.message;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.message.ConversationId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** All edits, revokes and reactions, as they were told. */
@Component
public class Amendments {

    private final DatabaseClient database;
    private final Erasures erasures;

    Amendments(DatabaseClient database, Erasures erasures) {
        this.database = database;
        this.erasures = erasures;
    }

    /** One that nobody had heard of, and where it shows. */
    public record Heard(
            String eventId,
            ConversationId conversationId,
            Instant occurredAt,
            @Nullable Traceparent traceparent) {}

    /** Those of contacts who were erased since are not taken in, nor what is said of an erased message. */
    public Mono<List<Heard>> take(List<Amendment> all) {
        return erasures.guard()
                .then(Mono.defer(() ->
                        erasures.among(all.stream().map(Amendment::contact).collect(Collectors.toSet()))))
                .map(erased -> all.stream()
                        .filter(each -> !Erasures.covers(erased, Stream.of(each.contact()), each.occurredAt()))
                        .toList())
                .flatMap(this::add);
    }

    private Mono<List<Heard>> add(List<Amendment> all) {
        if (all.isEmpty()) {
            return Mono.just(List.of());
        }
        return database.sql("""
                        insert into amendments (topic, partition, log_offset, record_time, event_id, type, provider,
                            account, provider_id, conversation_id, contact, content, occurred_at, traceparent, payload)
                        select topic, partition, log_offset, record_time, event_id, type, provider,
                               account, provider_id, conversation_id, contact, content::jsonb, occurred_at, traceparent,
                               payload::jsonb
                        from unnest(:topics, :partitions, :offsets, :record_times, :event_ids, :types, :providers,
                                :accounts, :provider_ids, :conversations, :contacts, :contents, :times, :traceparents,
                                :payloads)
                            as told (topic, partition, log_offset, record_time, event_id, type, provider,
                                account, provider_id, conversation_id, contact, content, occurred_at, traceparent,
                                payload)
                        where not exists (
                            select 1 from messages m
                            join message_states s on s.id = m.id and s.erased
                            where m.provider_id = told.provider_id and m.provider = told.provider
                              and m.account = told.account
                        )
                        order by event_id, topic, partition, log_offset
                        on conflict do nothing
                        returning event_id, conversation_id, occurred_at, traceparent
                        """)
                .bind(
                        "topics",
                        Columns.array(
                                String.class,
                                all,
                                each -> each.delivery().position().topic()))
                .bind(
                        "partitions",
                        Columns.array(
                                Integer.class,
                                all,
                                each -> each.delivery().position().partition()))
                .bind(
                        "offsets",
                        Columns.array(
                                Long.class,
                                all,
                                each -> each.delivery().position().offset()))
                .bind(
                        "record_times",
                        Columns.array(
                                Instant.class, all, each -> each.delivery().recordTime()))
                .bind(
                        "event_ids",
                        Columns.array(
                                String.class,
                                all,
                                each -> each.delivery().envelope().id()))
                .bind("types", Columns.array(String.class, all, Amendment::type))
                .bind(
                        "providers",
                        Columns.array(
                                String.class,
                                all,
                                each -> each.message().provider().name()))
                .bind(
                        "accounts",
                        Columns.array(String.class, all, each -> each.message().account()))
                .bind(
                        "provider_ids",
                        Columns.array(String.class, all, each -> each.message().id()))
                .bind(
                        "conversations",
                        Columns.array(
                                UUID.class, all, each -> each.conversationId().value()))
                .bind(
                        "contacts",
                        Columns.array(String.class, all, each -> each.contact().value()))
                .bind("contents", Columns.array(String.class, all, Amendment::content))
                .bind("times", Columns.array(Instant.class, all, Amendment::occurredAt))
                .bind(
                        "traceparents",
                        Columns.array(
                                String.class,
                                all,
                                each -> Columns.ifAny(each.delivery().envelope().traceparent(), Traceparent::value)))
                .bind("payloads", Columns.array(String.class, all, Amendment::payload))
                .map(row -> new Heard(
                        Columns.string(row, "event_id"),
                        new ConversationId(Columns.uuid(row, "conversation_id")),
                        Columns.time(row, "occurred_at"),
                        Traceparent.parse(row.get("traceparent", String.class))))
                .all()
                .collectList();
    }
}
