package dev.switchboard.status.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.contracts.message.Status;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How the messages of ours fared that were asked for in a range. Names and texts as earlier callers know them, numbers
 * beside them; without a single message a rate is null.
 *
 * @param total all that were asked for
 * @param totalSent of these, the ones a provider took; what every rate is a share of
 * @param delivered that arrived, those read included
 * @param failed that a provider took and did not bring
 * @param pending that a provider took and has not told the end of
 * @param waiting that no provider took yet
 * @param notSent that were refused, called off or overtaken by time
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record DeliveryMetrics(
        Range range,
        String channel,
        long total,
        long totalSent,
        long delivered,
        long read,
        long failed,
        long pending,
        long waiting,
        long notSent,
        @Nullable String deliveryRate,
        @Nullable String readRate,
        @Nullable String failureRate,
        @Nullable String averageDeliveryTime,
        Rates rates,
        Timing deliveryTimeMs,
        Timing readTimeMs,
        List<Failures> failures,
        Fallbacks fallbacks) {

    /** As fractions of one. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Rates(
            String denominator,
            @Nullable BigDecimal delivery,
            @Nullable BigDecimal read,
            @Nullable BigDecimal failure) {}

    record Failures(String code, long messages) {}

    private static final int DIGITS = 6;

    static DeliveryMetrics of(
            Range range,
            String channel,
            Map<Status, Long> counts,
            List<Failures> failures,
            Timing delivery,
            Timing read,
            Fallbacks fallbacks) {
        var total = sum(counts, _ -> true);
        var sent = sum(counts, DeliveryMetrics::wasTaken);
        var delivered = sum(counts, Status::isSuccess);
        var reads = sum(counts, status -> status.rank() >= Status.READ.rank());
        var failed = sum(counts, status -> wasTaken(status) && status.isFailure());
        var waiting = sum(counts, status -> status.rank() < Status.ACCEPTED.rank());
        var rates = new Rates("totalSent", rate(delivered, sent), rate(reads, sent), rate(failed, sent));
        return new DeliveryMetrics(
                range,
                channel,
                total,
                sent,
                delivered,
                reads,
                failed,
                sent - delivered - failed,
                waiting,
                total - sent - waiting,
                percent(rates.delivery()),
                percent(rates.read()),
                percent(rates.failure()),
                delivery.average() == null ? null : Math.round(delivery.average() / 1000.0) + "s",
                rates,
                delivery,
                read,
                failures,
                fallbacks);
    }

    static boolean wasTaken(Status status) {
        return switch (status) {
            case ACCEPTED, QUEUED, SENDING, SENT, PARTIALLY_DELIVERED, UNDELIVERED, FAILED, DELIVERED, READ, PLAYED ->
                true;
            case RECEIVED, REQUESTED, SCHEDULED, DEFERRED, UNCERTAIN, CANCELED, EXPIRED, REFUSED -> false;
        };
    }

    static long sum(Map<Status, Long> counts, Predicate<Status> which) {
        return counts.entrySet().stream()
                .filter(count -> which.test(count.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    static @Nullable BigDecimal rate(long part, long whole) {
        return whole == 0
                ? null
                : BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), DIGITS, RoundingMode.HALF_UP);
    }

    private static @Nullable String percent(@Nullable BigDecimal rate) {
        return rate == null
                ? null
                : rate.movePointRight(2).setScale(2, RoundingMode.HALF_UP).toPlainString() + "%";
    }
}
