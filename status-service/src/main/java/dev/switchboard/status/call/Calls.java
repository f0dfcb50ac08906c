package dev.switchboard.status.call;

import dev.switchboard.contracts.change.StateChange.CallChanged;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.status.change.Change;
import dev.switchboard.status.message.Columns;
import dev.switchboard.status.message.Cursor;
import dev.switchboard.status.message.Erasures;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All calls. */
@Component
public class Calls {

    /** Each by the furthest it got: of several ends the one with the highest number of the provider's own order. */
    private static final String SELECT = """
            select c.*, now.progress, now.at, whole.duration_seconds, whole.steps
            from calls c
            cross join lateral (
                select progress, at from call_steps s
                where s.call_id = c.call_id
                order by rank desc, sequence desc, at desc, progress desc
                limit 1
            ) now
            cross join lateral (
                select max(duration_seconds) as duration_seconds,
                       jsonb_agg(jsonb_build_object('progress', progress, 'at', at)
                           order by rank, sequence, at, progress) as steps
                from call_steps s
                where s.call_id = c.call_id
            ) whole
            """;

    private final DatabaseClient database;
    private final Erasures erasures;

    Calls(DatabaseClient database, Erasures erasures) {
        this.database = database;
        this.erasures = erasures;
    }

    /** What is new of them; a repetition is not. */
    public Mono<List<Change>> take(List<CallStep> steps) {
        return erasures.guard()
                .then(Mono.defer(() -> erasures.among(steps.stream()
                        .map(CallStep::caller)
                        .flatMap(Stream::ofNullable)
                        .collect(Collectors.toSet()))))
                .map(erased -> steps.stream().map(step -> step.without(erased)).toList())
                .flatMap(seen -> know(seen).then(advance(seen).flatMap(this::changed)));
    }

    private Mono<Void> know(List<CallStep> steps) {
        return database.sql("""
                        insert into calls as known (call_id, provider, account, ours, caller, began_at)
                        select call_id, min(provider), min(account), min(ours), min(caller), min(at)
                        from unnest(:ids, :providers, :accounts, :ours, :callers, :times)
                            as step (call_id, provider, account, ours, caller, at)
                        group by call_id
                        order by call_id
                        on conflict (call_id) do update set
                            ours = least(known.ours, excluded.ours),
                            caller = least(known.caller, excluded.caller),
                            began_at = least(known.began_at, excluded.began_at)
                        """)
                .bind("ids", Columns.array(String.class, steps, CallStep::callId))
                .bind(
                        "providers",
                        Columns.array(
                                String.class, steps, step -> step.provider().name()))
                .bind("accounts", Columns.array(String.class, steps, CallStep::account))
                .bind("ours", Columns.array(String.class, steps, step -> Columns.ifAny(step.ours(), Address::value)))
                .bind(
                        "callers",
                        Columns.array(String.class, steps, step -> Columns.ifAny(step.caller(), Address::value)))
                .bind("times", Columns.array(Instant.class, steps, CallStep::at))
                .then();
    }

    private record Step(String callId, String progress) {}

    /** The steps nobody had heard of. */
    private Mono<Map<Step, CallStep>> advance(List<CallStep> steps) {
        var byStep = new HashMap<Step, CallStep>();
        steps.forEach(step -> byStep.putIfAbsent(new Step(step.callId(), step.progress()), step));
        return database.sql("""
                        insert into call_steps as known (call_id, progress, rank, sequence, at, duration_seconds)
                        select call_id, progress, max(rank), max(sequence), min(at), max(duration_seconds)
                        from unnest(:ids, :progress, :ranks, :sequences, :times, :durations)
                            as step (call_id, progress, rank, sequence, at, duration_seconds)
                        group by call_id, progress
                        order by call_id, progress
                        on conflict (call_id, progress) do update set
                            sequence = greatest(known.sequence, excluded.sequence),
                            at = least(known.at, excluded.at),
                            duration_seconds = greatest(known.duration_seconds, excluded.duration_seconds)
                        returning call_id, progress, xmax = 0 as is_new
                        """)
                .bind("ids", Columns.array(String.class, steps, CallStep::callId))
                .bind("progress", Columns.array(String.class, steps, CallStep::progress))
                .bind("ranks", Columns.array(Integer.class, steps, CallStep::rank))
                .bind("sequences", Columns.array(Integer.class, steps, CallStep::sequence))
                .bind("times", Columns.array(Instant.class, steps, CallStep::at))
                .bind("durations", Columns.array(Integer.class, steps, CallStep::durationSeconds))
                .map(row -> Map.entry(
                        new Step(Columns.string(row, "call_id"), Columns.string(row, "progress")),
                        Columns.bool(row, "is_new")))
                .all()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .collectMap(step -> step, step -> Objects.requireNonNull(byStep.get(step)));
    }

    /** Of the new steps those that are now how far their call got. */
    private Mono<List<Change>> changed(Map<Step, CallStep> steps) {
        var ids = steps.keySet().stream().map(Step::callId).distinct().toArray(String[]::new);
        return database.sql(SELECT + " where c.call_id = any(:ids) order by c.call_id")
                .bind("ids", ids)
                .map((Readable row) -> Call.of(row))
                .all()
                .mapNotNull(call -> change(call, steps.get(new Step(call.id(), call.progress()))))
                .collectList();
    }

    private static @Nullable Change change(Call call, @Nullable CallStep cause) {
        return cause == null
                ? null
                : new Change(
                        call.id() + ":" + call.progress(),
                        cause.traceparent(),
                        null,
                        new CallChanged(call.id(), call.progress(), call.lastProgressAt()));
    }

    /** The most recent ones, after a place if there is one. */
    Flux<Call> latest(@Nullable Cursor after, int limit) {
        var from = after == null ? "" : " where (c.began_at, c.call_id) < (:after_time, :after_id)";
        var statement = database.sql(SELECT + from + " order by c.began_at desc, c.call_id desc limit :limit")
                .bind("limit", limit);
        var bound = after == null
                ? statement
                : statement.bind("after_time", after.createdAt()).bind("after_id", after.id());
        return bound.map((Readable row) -> Call.of(row)).all();
    }

    Mono<Call> one(String id) {
        return database.sql(SELECT + " where c.call_id = :id")
                .bind("id", id)
                .map((Readable row) -> Call.of(row))
                .one();
    }
}
