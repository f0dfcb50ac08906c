package dev.switchboard.status.message;

import dev.switchboard.contracts.message.MessageId;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
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

    private record Sum(long messages, long millis) {
        Sum plus(Sum other) {
            return new Sum(messages + other.messages, millis + other.millis);
        }

        boolean isNothing() {
            return messages == 0 && millis == 0;
        }
    }

    private static final class Sums {
        private final Map<Measure.Count, Sum> counts = new HashMap<>();
        private final Map<Measure.Histogram, Sum> durations = new HashMap<>();

        void add(Measure measure, int sign) {
            counts.merge(measure.count(), new Sum(sign, 0), Sum::plus);
            measure.durations()
                    .forEach(each -> durations.merge(each.getKey(), new Sum(sign, sign * each.getValue()), Sum::plus));
        }
    }

    private Mono<Void> count(Sums sums, int lane) {
        var rows = changed(sums.counts);
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
                .bind(
                        "messages",
                        Columns.array(Long.class, rows, row -> row.getValue().messages()))
                .then();
    }

    private Mono<Void> time(Sums sums, int lane) {
        var rows = changed(sums.durations);
        if (rows.isEmpty()) {
            return Mono.empty();
        }
        var slices = rows.stream().map(row -> row.getKey().slice()).toList();
        return Columns.bind(database.sql("""
                        with added as (
                            select *
                            from unnest(:hours, :directions, :channels, :providers, :tenants, :measures, :classes,
                                    :messages, :totals)
                                as added (hour, direction, channel, provider, tenant, measure, class, messages, total_ms)
                        ),
                        hours as (
                            insert into message_durations as known
                                (hour, direction, channel, provider, tenant, measure, class, lane, messages, total_ms)
                            select hour, direction, channel, provider, tenant, measure, class, :lane, messages, total_ms
                            from added
                            order by hour, direction, channel, provider, tenant, measure, class
                            on conflict (hour, direction, channel, provider, tenant, measure, class, lane) do update set
                                messages = known.messages + excluded.messages,
                                total_ms = known.total_ms + excluded.total_ms
                        )
                        insert into message_durations_by_day as known
                            (day, direction, channel, provider, tenant, measure, class, lane, messages, total_ms)
                        select date_trunc('day', hour, 'UTC') as day, direction, channel, provider, tenant, measure, class,
                               :lane, sum(messages), sum(total_ms)
                        from added
                        group by day, direction, channel, provider, tenant, measure, class
                        order by day, direction, channel, provider, tenant, measure, class
                        on conflict (day, direction, channel, provider, tenant, measure, class, lane) do update set
                            messages = known.messages + excluded.messages,
                            total_ms = known.total_ms + excluded.total_ms
                        """), columns(slices))
                .bind("lane", lane)
                .bind(
                        "measures",
                        Columns.array(String.class, rows, row -> row.getKey().measure()))
                .bind(
                        "classes",
                        Columns.array(Integer.class, rows, row -> row.getKey().durationClass()))
                .bind(
                        "messages",
                        Columns.array(Long.class, rows, row -> row.getValue().messages()))
                .bind(
                        "totals",
                        Columns.array(Long.class, rows, row -> row.getValue().millis()))
                .then();
    }

    private static <K> List<Map.Entry<K, Sum>> changed(Map<K, Sum> sums) {
        return sums.entrySet().stream()
                .filter(sum -> !sum.getValue().isNothing())
                .toList();
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
