package dev.switchboard.status.message;

import dev.switchboard.contracts.erasure.ErasureEvent.ContactErased;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.status.message.MessageState.Now;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The state of messages: facts go in, and what changed by them comes out. Every statement treats all messages of a
 * batch at once; the rows of {@code message_states} are made and locked first, in the order of their ids, so that what a
 * statement reads of a message holds until the commit.
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
                .flatMap(blanked -> erased(blanked, resolved))
                .flatMap(erased -> apply(resolved, ids, erased)
                        .flatMap(this::changed)
                        .map(changed -> new Merged(changed, erased)));
    }

    private Mono<List<Now>> apply(ProviderIds.Resolved resolved, Collection<MessageId> ids, Set<MessageId> erased) {
        var moved = resolved.moves().keySet();
        return rollups.of(moved)
                .flatMap(gone -> events.move(resolved.moves())
                        .then(forget(moved))
                        .then(events.add(resolved.facts()))
                        .then(erasures.blank(erased))
                        .then(recompute(ids, gone)));
    }

    /** With the sums over all messages. */
    private Mono<List<Now>> recompute(Collection<MessageId> ids, List<Measure> gone) {
        return state.recompute(ids)
                .flatMap(nows -> rollups.replace(
                                Stream.concat(gone.stream(), nows.stream().flatMap(Messages::measuredBefore)),
                                nows.stream().map(Now::measure))
                        .thenReturn(nows));
    }

    private static Stream<Measure> measuredBefore(Now now) {
        var before = now.before();
        return before == null ? Stream.empty() : Stream.of(before.measure());
    }

    /** Those that were erased before, under whatever name, and those that this batch tells to be somebody's who was. */
    private Mono<Set<MessageId>> erased(Set<MessageId> blanked, ProviderIds.Resolved resolved) {
        var erased = new HashSet<MessageId>();
        blanked.forEach(id -> erased.add(resolved.moves().getOrDefault(id, id)));
        return erasures.of(resolved.facts()).map(found -> {
            erased.addAll(found);
            return erased;
        });
    }

    /** Nothing is left of somebody here. Sums and statuses stay. */
    public Mono<Integer> erase(ContactErased event) {
        return erasures.begin(event)
                .flatMap(found -> erasures.blank(found.messages())
                        .then(recompute(found.messages(), List.of()))
                        .then(erasures.finish(found.addresses(), event.occurredAt()))
                        .thenReturn(found.messages().size()));
    }

    private Mono<Void> create(Collection<MessageId> ids) {
        return database.sql("""
                        insert into message_states (id)
                        select id from unnest(:ids) as new (id) order by id
                        on conflict (id) do nothing
                        """).bind("ids", uuids(ids)).then();
    }

    /** Those of them that are blanked. */
    private Mono<Set<MessageId>> lock(Collection<MessageId> all) {
        return database.sql("""
                        with locked as materialized (
                            select id, erased from message_states where id = any(:ids) order by id for update
                        )
                        select id from locked where erased
                        """)
                .bind("ids", uuids(all))
                .map(row -> new MessageId(Columns.uuid(row, "id")))
                .all()
                .collect(Collectors.toSet());
    }

    /** A provisional message goes when its facts have found the one they are about. */
    private Mono<Void> forget(Collection<MessageId> moved) {
        return moved.isEmpty()
                ? Mono.empty()
                : database.sql("""
                                with states as (delete from message_states where id = any(:ids))
                                delete from messages where id = any(:ids)
                                """).bind("ids", uuids(moved)).then();
    }

    private Mono<List<Changed>> changed(List<Now> nows) {
        var changed = nows.stream()
                .filter(now -> now.rises() || now.entersConversation())
                .collect(Collectors.toMap(Now::id, now -> now));
        return changed.isEmpty()
                ? Mono.just(List.of())
                : database.sql(Changed.SELECT)
                        .bind("ids", uuids(changed.keySet()))
                        .map((Readable row) -> Changed.of(
                                row, Objects.requireNonNull(changed.get(new MessageId(Columns.uuid(row, "id"))))))
                        .all()
                        .collectList();
    }

    static UUID[] uuids(Collection<MessageId> ids) {
        return ids.stream().map(MessageId::value).toArray(UUID[]::new);
    }
}
