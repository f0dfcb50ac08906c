package dev.switchboard.status.delivery;

import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.status.delivery.DeliveryMetrics.Failures;
import dev.switchboard.status.delivery.Timing.Share;
import dev.switchboard.status.message.Columns;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Adds the hours of a range up. No message is looked at. */
@Component
class DeliverySums {

    private static final int MOST_CODES = 20;

    /** Whole days by their own sums, what is before and after them by the hour. */
    private static final String RANGE = """
            (
                select %1$s from %2$s_by_day where day >= :first_day and day < :last_day
                union all
                select %1$s from %2$s
                where hour >= :start and hour < :end and (hour < :first_day or hour >= :last_day)
            ) told
            """;

    private static final String COUNTS =
            RANGE.formatted("direction, channel, provider, tenant, status, code, fallback, messages", "message_counts");

    private static final String DURATIONS = RANGE.formatted(
            "direction, channel, provider, tenant, measure, class, messages, total_ms", "message_durations");

    private static final String SLICES = """
             where direction = 'outbound'
               and (:channel = '' or channel = :channel)
               and (:provider = '' or provider = :provider)
               and (:tenant = '' or tenant = :tenant)
            """;

    private final DatabaseClient database;

    DeliverySums(DatabaseClient database) {
        this.database = database;
    }

    record Query(
            Range range,
            String channelName,
            @Nullable Channel channel,
            @Nullable String provider,
            @Nullable String tenant) {}

    Mono<DeliveryMetrics> metrics(Query query) {
        return Mono.zip(counts(query), durations(query), fallbacks(query))
                .map(sums -> DeliveryMetrics.of(
                        query.range(),
                        query.channelName(),
                        byStatus(sums.getT1()),
                        failures(sums.getT1()),
                        timing(sums.getT2(), "delivery"),
                        timing(sums.getT2(), "read"),
                        sums.getT3()));
    }

    private record Count(Status status, String code, long messages) {}

    private Mono<List<Count>> counts(Query query) {
        return bound(query, """
                        select status, code, sum(messages)::bigint as messages
                        from
                        """ + COUNTS + SLICES + """
                        group by status, code
                        having sum(messages) <> 0
                        """)
                .map(row -> new Count(
                        Status.of(Columns.string(row, "status")),
                        Columns.string(row, "code"),
                        Columns.number(row, "messages")))
                .all()
                .collectList();
    }

    private record Part(boolean isFallback, Status status, long messages) {}

    /** By whichever channel and provider is asked for: a fallback has another than its original. */
    private Mono<Fallbacks> fallbacks(Query query) {
        return within(query.range(), """
                        select fallback, status, sum(messages)::bigint as messages
                        from
                        """ + COUNTS + """
                        where direction = 'outbound'
                          and (fallback or channel = 'whatsapp')
                          and (:tenant = '' or tenant = :tenant)
                        group by fallback, status
                        having sum(messages) <> 0
                        """)
                .bind("tenant", query.tenant() == null ? "" : query.tenant())
                .map(row -> new Part(
                        Columns.bool(row, "fallback"),
                        Status.of(Columns.string(row, "status")),
                        Columns.number(row, "messages")))
                .all()
                .collectList()
                .map(DeliverySums::fallbacks);
    }

    private static Fallbacks fallbacks(List<Part> parts) {
        var sms = new EnumMap<Status, Long>(Status.class);
        parts.stream().filter(Part::isFallback).forEach(part -> sms.put(part.status(), part.messages()));
        var whatsapp = parts.stream()
                .filter(part -> !part.isFallback())
                .mapToLong(Part::messages)
                .sum();
        return Fallbacks.of(whatsapp, sms);
    }

    private Mono<Map<String, SortedMap<Integer, Share>>> durations(Query query) {
        return bound(query, """
                        select measure, class, sum(messages)::bigint as messages, sum(total_ms)::bigint as total_ms
                        from
                        """ + DURATIONS + SLICES + """
                        group by measure, class
                        having sum(messages) <> 0
                        """)
                .map(row -> Map.entry(
                        Columns.string(row, "measure"),
                        Map.entry(
                                Columns.integer(row, "class"),
                                new Share(Columns.number(row, "messages"), Columns.number(row, "total_ms")))))
                .all()
                .collectList()
                .map(rows -> {
                    var measures = new HashMap<String, SortedMap<Integer, Share>>();
                    rows.forEach(row -> measures.computeIfAbsent(row.getKey(), _ -> new TreeMap<>())
                            .put(row.getValue().getKey(), row.getValue().getValue()));
                    return measures;
                });
    }

    private DatabaseClient.GenericExecuteSpec bound(Query query, String statement) {
        return Columns.bind(
                within(query.range(), statement),
                Map.<String, Object>of(
                        "channel",
                                query.channel() == null ? "" : query.channel().wireName(),
                        "provider", query.provider() == null ? "" : query.provider(),
                        "tenant", query.tenant() == null ? "" : query.tenant()));
    }

    private DatabaseClient.GenericExecuteSpec within(Range range, String statement) {
        return database.sql(statement)
                .bind("start", range.start())
                .bind("end", range.end())
                .bind("first_day", range.firstDay())
                .bind("last_day", range.lastDay());
    }

    private static Map<Status, Long> byStatus(List<Count> counts) {
        var sums = new EnumMap<Status, Long>(Status.class);
        counts.forEach(count -> sums.merge(count.status(), count.messages(), Long::sum));
        return sums;
    }

    private static List<Failures> failures(List<Count> counts) {
        var sums = new HashMap<String, Long>();
        counts.stream()
                .filter(count -> count.status().isFailure() && !count.code().isEmpty())
                .forEach(count -> sums.merge(count.code(), count.messages(), Long::sum));
        return sums.entrySet().stream()
                .map(sum -> new Failures(sum.getKey(), sum.getValue()))
                .sorted(Comparator.comparing(Failures::messages).reversed().thenComparing(Failures::code))
                .limit(MOST_CODES)
                .toList();
    }

    private static Timing timing(Map<String, SortedMap<Integer, Share>> measures, String measure) {
        return Timing.of(measures.getOrDefault(measure, new TreeMap<>()));
    }
}
