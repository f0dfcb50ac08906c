package dev.switchboard.status.message;

import dev.switchboard.contracts.message.MessageId;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Sums over all messages, kept as sums: a batch adds what its messages measure now and takes off what they measured
 * before, in its own transaction. The locks of the messages must be held.
 */
@Component
class Rollups {

    /** How many batches may write an hour at the same time. */
    private static final int LANES = 8;

    private final DatabaseClient database;

    Rollups(DatabaseClient database) {
        this.database = database;
    }

    /** What these messages measure now, those that are there. */
    Mono<List<Measure>> of(Collection<MessageId> ids) {
        return ids.isEmpty()
                ? Mono.just(List.of())
                : database.sql("select * from message_measures where id = any(:ids)")
                        .bind("ids", Messages.uuids(ids))
                        .map((Readable row) -> Measure.of(row, ""))
                        .all()
                        .collectList();
    }

    /** Messages are what they are now and no longer what they were. */
    Mono<Void> replace(Stream<Measure> before, Stream<Measure> now) {
        var sums = new Sums();
        before.forEach(measure -> sums.add(measure, -1));
        now.forEach(measure -> sums.add(measure, 1));
        var lane = ThreadLocalRandom.current().nextInt(LANES);
        return count(sums, lane).then(time(sums, lane));
    }

    private static final class Durations {
        private final int[] messages = new int[Measure.Histogram.CLASSES];
        private long millis;

        void add(Measure.Elapsed elapsed, int sign) {
            messages[elapsed.step()] += sign;
            millis += sign * elapsed.millis();
        }

        boolean isSomething() {
            return millis != 0 || IntStream.of(messages).anyMatch(some -> some != 0);
        }
    }

    private static final class Sums {
        private final Map<Measure.Count, Integer> counts = new HashMap<>();
        private final Map<Measure.Histogram, Durations> durations = new HashMap<>();

        void add(Measure measure, int sign) {
            counts.merge(measure.count(), sign, Integer::sum);
            measure.durations()
                    .forEach(each -> durations
                            .computeIfAbsent(each.getKey(), _ -> new Durations())
                            .add(each.getValue(), sign));
        }
    }

    private Mono<Void> count(Sums sums, int lane) {
        var rows = sums.counts.entrySet().stream()
                .filter(row -> row.getValue() != 0)
                .toList();
        if (rows.isEmpty()) {
            return Mono.empty();
        }
        var slices = rows.stream().map(row -> row.getKey().slice()).toList();
        return Columns.bind(database.sql("""
                        with added as (
                            select *
                            from unnest(:hours, :directions, :channels, :providers, :tenants, :statuses, :codes,
                                    :fallbacks, :messages)
                                as added (hour, direction, channel, provider, tenant, status, code, fallback, messages)
                        ),
                        hours as (
                            insert into message_counts as known
                                (hour, direction, channel, provider, tenant, status, code, fallback, lane, messages)
                            select hour, direction, channel, provider, tenant, status, code, fallback, :lane, messages
                            from added
                            order by hour, direction, channel, provider, tenant, status, code, fallback
                            on conflict (hour, direction, channel, provider, tenant, status, code, fallback, lane)
                                do update set messages = known.messages + excluded.messages
                        )
                        insert into message_counts_by_day as known
                            (day, direction, channel, provider, tenant, status, code, fallback, lane, messages)
                        select date_trunc('day', hour, 'UTC') as day, direction, channel, provider, tenant, status, code,
                               fallback, :lane, sum(messages)
                        from added
                        group by day, direction, channel, provider, tenant, status, code, fallback
                        order by day, direction, channel, provider, tenant, status, code, fallback
                        on conflict (day, direction, channel, provider, tenant, status, code, fallback, lane)
                            do update set messages = known.messages + excluded.messages
                        """), columns(slices))
                .bind("lane", lane)
                .bind(
                        "statuses",
                        Columns.array(String.class, rows, row -> row.getKey().status()))
                .bind(
                        "codes",
                        Columns.array(String.class, rows, row -> row.getKey().code()))
                .bind(
                        "fallbacks",
                        Columns.array(Boolean.class, rows, row -> row.getKey().isFallback()))
                .bind("messages", Columns.array(Integer.class, rows, Map.Entry::getValue))
                .then();
    }

    private Mono<Void> time(Sums sums, int lane) {
        var rows = sums.durations.entrySet().stream()
                .filter(row -> row.getValue().isSomething())
                .toList();
        if (rows.isEmpty()) {
            return Mono.empty();
        }
        var slices = rows.stream().map(row -> row.getKey().slice()).toList();
        return Columns.bind(database.sql("""
                        with added as (
                            select hour, direction, channel, provider, tenant, measure, power,
                                   (:messages::int[])[16 * n - 15 : 16 * n] as messages, total_ms
                            from unnest(:hours, :directions, :channels, :providers, :tenants, :measures, :powers, :totals)
                                with ordinality
                                as added (hour, direction, channel, provider, tenant, measure, power, total_ms, n)
                        ),
                        hours as (
                            insert into message_durations as known
                                (hour, direction, channel, provider, tenant, measure, power, lane, messages, total_ms)
                            select hour, direction, channel, provider, tenant, measure, power, :lane, messages, total_ms
                            from added
                            order by hour, direction, channel, provider, tenant, measure, power
                            on conflict (hour, direction, channel, provider, tenant, measure, power, lane) do update set
                                messages = add_each(known.messages, excluded.messages),
                                total_ms = known.total_ms + excluded.total_ms
                        )
                        insert into message_durations_by_day as known
                            (day, direction, channel, provider, tenant, measure, power, lane, messages, total_ms)
                        select date_trunc('day', hour, 'UTC') as day, direction, channel, provider, tenant, measure, power,
                               :lane, sum_each(messages), sum(total_ms)
                        from added
                        group by day, direction, channel, provider, tenant, measure, power
                        order by day, direction, channel, provider, tenant, measure, power
                        on conflict (day, direction, channel, provider, tenant, measure, power, lane) do update set
                            messages = add_each(known.messages, excluded.messages),
                            total_ms = known.total_ms + excluded.total_ms
                        """), columns(slices))
                .bind("lane", lane)
                .bind(
                        "measures",
                        Columns.array(String.class, rows, row -> row.getKey().measure()))
                .bind(
                        "powers",
                        Columns.array(Integer.class, rows, row -> row.getKey().power()))
                .bind(
                        "messages",
                        rows.stream()
                                .flatMapToInt(row -> IntStream.of(row.getValue().messages))
                                .boxed()
                                .toArray(Integer[]::new))
                .bind("totals", Columns.array(Long.class, rows, row -> row.getValue().millis))
                .then();
    }

    private static Map<String, Object> columns(List<Measure.Slice> slices) {
        return Map.of(
                "hours", Columns.array(Instant.class, slices, Measure.Slice::hour),
                "directions", Columns.array(String.class, slices, Measure.Slice::direction),
                "channels", Columns.array(String.class, slices, Measure.Slice::channel),
                "providers", Columns.array(String.class, slices, Measure.Slice::provider),
                "tenants", Columns.array(String.class, slices, Measure.Slice::tenant));
    }
}
