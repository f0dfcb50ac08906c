package dev.switchboard.status.message;

import dev.switchboard.contracts.erasure.ErasureEvent.ContactErased;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Status;
import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The state of messages: facts go in, and what changed by them comes out. Every statement treats all messages of a
 * batch at once; the rows of {@code messages} are locked first, in the order of their ids, so that what a statement
 * reads of a message holds until the commit.
 */
@Component
public class Messages {

    private final DatabaseClient database;
    private final MessageEvents events;
    private final MessageState state;
    private final Rollups rollups;
    private final Erasures erasures;

    Messages(DatabaseClient database, MessageEvents events, MessageState state, Rollups rollups, Erasures erasures) {
        this.database = database;
        this.events = events;
        this.state = state;
        this.rollups = rollups;
        this.erasures = erasures;
    }

    /** A message that a batch changed, and what was visible of it before. */
    public record Changed(Message message, @Nullable Status before, boolean entersConversation) {

        public boolean rises() {
            return before != message.status();
        }
    }

    /** What became of a batch, and which of its messages have nobody in them any more. */
    public record Merged(List<Changed> changed, Set<MessageId> erased) {}

    public Mono<Merged> merge(ProviderIds.Resolved resolved) {
        var ids = new TreeSet<MessageId>();
        resolved.facts().forEach(fact -> ids.add(fact.messageId()));
        ids.addAll(resolved.moves().values());
        var all = new HashSet<>(ids);
        all.addAll(resolved.moves().keySet());
        return create(ids)
                .then(lock(all))
                .flatMap(before -> erased(before, resolved)
                        .flatMap(erased -> rollups.keep(all, apply(resolved, ids, erased))
                                .flatMap(now -> changed(before, now))
                                .map(changed -> new Merged(changed, erased))));
    }

    private Mono<List<MessageState.Now>> apply(
            ProviderIds.Resolved resolved, Collection<MessageId> ids, Set<MessageId> erased) {
        return events.move(resolved.moves())
                .then(forget(resolved.moves().keySet()))
                .then(events.add(resolved.facts()))
                .then(erasures.blank(erased))
                .then(state.recompute(ids));
    }

    /** Those that were erased before, under whatever name, and those that this batch tells to be somebody's who was. */
    private Mono<Set<MessageId>> erased(Map<MessageId, Before> befores, ProviderIds.Resolved resolved) {
        var erased = new HashSet<MessageId>();
        befores.forEach((id, before) -> {
            if (before.erased()) {
                erased.add(resolved.moves().getOrDefault(id, id));
            }
        });
        return erasures.of(resolved.facts()).map(found -> {
            erased.addAll(found);
            return erased;
        });
    }

    /** Nothing is left of somebody here. Sums and statuses stay. */
    public Mono<Integer> erase(ContactErased event) {
        return erasures.begin(event)
                .flatMap(found -> rollups.keep(
                                found.messages(),
                                erasures.blank(found.messages()).then(state.recompute(found.messages())))
                        .then(erasures.finish(found.addresses(), event.occurredAt()))
                        .thenReturn(found.messages().size()));
    }

    private Mono<Void> create(Collection<MessageId> ids) {
        return database.sql("""
                        insert into messages (id)
                        select id from unnest(:ids) as new (id) order by id
                        on conflict (id) do nothing
                        """).bind("ids", uuids(ids)).then();
    }

    private record Before(
            int rank, @Nullable String status, @Nullable UUID conversationId, boolean erased) {}

    private Mono<Map<MessageId, Before>> lock(Collection<MessageId> all) {
        return database.sql("""
                        select id, rank, status, conversation_id, erased
                        from messages
                        where id = any(:ids)
                        order by id
                        for update
                        """)
                .bind("ids", uuids(all))
                .map(row -> Map.entry(
                        new MessageId(Columns.uuid(row, "id")),
                        new Before(
                                Columns.integer(row, "rank"),
                                row.get("status", String.class),
                                row.get("conversation_id", UUID.class),
                                Columns.bool(row, "erased"))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** A provisional message goes when its facts have found the one they are about. */
    private Mono<Void> forget(Collection<MessageId> moved) {
        return moved.isEmpty()
                ? Mono.empty()
                : database.sql("delete from messages where id = any(:ids)")
                        .bind("ids", uuids(moved))
                        .then();
    }

    private Mono<List<Changed>> changed(Map<MessageId, Before> befores, List<MessageState.Now> nows) {
        var entering = new HashSet<MessageId>();
        var changed = new ArrayList<MessageId>();
        for (var now : nows) {
            var before = Objects.requireNonNull(befores.get(now.id()));
            var enters = before.conversationId() == null && now.conversationId() != null;
            if (enters) {
                entering.add(now.id());
            }
            if (enters || now.rank() > before.rank()) {
                changed.add(now.id());
            }
        }
        return changed.isEmpty()
                ? Mono.just(List.of())
                : database.sql(Message.SELECT_FOR_CHANGES + " where m.id = any(:ids) order by m.id")
                        .bind("ids", uuids(changed))
                        .map((Readable row) -> Message.of(row))
                        .all()
                        .map(message -> new Changed(
                                message,
                                status(Objects.requireNonNull(befores.get(message.id()))),
                                entering.contains(message.id())))
                        .collectList();
    }

    private static @Nullable Status status(Before before) {
        return before.status() == null ? null : Status.of(before.status());
    }

    static UUID[] uuids(Collection<MessageId> ids) {
        return ids.stream().map(MessageId::value).toArray(UUID[]::new);
    }
}
