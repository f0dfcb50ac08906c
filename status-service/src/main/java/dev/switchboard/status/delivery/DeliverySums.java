package dev.switchboard.status.delivery;

import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.status.delivery.DeliveryMetrics.Failures;
import dev.switchboard.status.message.Columns;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
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
            "direction, channel, provider, tenant, measure, power, messages, total_ms", "message_durations");

    /** The sums of the classes that stand side by side in a row, each by itself: no aggregate over arrays is as quick. */
    private static final String CLASSES = IntStream.rangeClosed(1, Timing.CLASSES_PER_POWER)
            .mapToObj("sum(messages[%d])"::formatted)
            .collect(Collectors.joining(", ", "array[", "]"));

    private static final String SLICES = """
             where direction = 'outbound'
               and (:channel = '' or channel = :channel)
               and (:provider = '' or provider = :provider)
               and (:tenant = '' or tenant = :tenant)
            """;

    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    DeliverySums(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    record Query(
            Range range,
            String channelName,
            @Nullable Channel channel,
            @Nullable String provider,
            @Nullable String tenant) {}

    /** Planned for the very range: a plan for any walks through all hours there are. */
    private static final String PLAN = "set local plan_cache_mode = force_custom_plan";

    Mono<DeliveryMetrics> metrics(Query query) {
        return database.sql(PLAN)
                .then()
                .then(counts(query))
                .flatMap(counts -> durations(query)
                        .flatMap(durations ->
                                fallbacks(query).map(fallbacks -> of(query, counts, durations, fallbacks))))
                .as(transaction::transactional);
    }

    private static DeliveryMetrics of(Query query, List<Count> counts, List<Durations> durations, Fallbacks fallbacks) {
        return DeliveryMetrics.of(
                query.range(),
                query.channelName(),
                byStatus(counts),
                failures(counts),
                timing(durations, "delivery"),
                timing(durations, "read"),
                fallbacks);
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

    private record Durations(String measure, int power, Long[] messages, long millis) {}

    private Mono<List<Durations>> durations(Query query) {
        return bound(query, """
                        select measure, power, %s as messages, sum(total_ms)::bigint as total_ms
                        from
                        """.formatted(CLASSES) + DURATIONS + SLICES + """
                        group by measure, power
                        """)
                .map(row -> new Durations(
                        Columns.string(row, "measure"),
                        Columns.integer(row, "power"),
                        Objects.requireNonNull(row.get("messages", Long[].class)),
                        Columns.number(row, "total_ms")))
                .all()
                .collectList();
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

    private static Timing timing(List<Durations> durations, String measure) {
        var messages = new TreeMap<Integer, Long>();
        var millis = 0L;
        for (var each : durations) {
            if (each.measure().equals(measure)) {
                millis += each.millis();
                for (var step = 0; step < Timing.CLASSES_PER_POWER; step++) {
                    messages.put(each.power() * Timing.CLASSES_PER_POWER + step, each.messages()[step]);
                }
            }
        }
        return Timing.of(messages, millis);
    }
}
