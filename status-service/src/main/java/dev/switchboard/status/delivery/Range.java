package dev.switchboard.status.delivery;

import dev.switchboard.http.Refused;
import dev.switchboard.status.message.Columns;
import dev.switchboard.status.message.Parameters;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Whole hours, from one to before another: a range asked for is widened to them, and the answer says so. */
record Range(Instant start, Instant end) {

    private static final Duration DAY = Duration.ofDays(1);

    Range {
        if (!start.isBefore(end)) {
            throw Refused.parameter("endDate", "is not after startDate");
        }
    }

    /** A last day counts wholly. Without a beginning: the day before the end; without an end: until now. */
    static Range of(@Nullable String startDate, @Nullable String endDate, Instant now) {
        var end = endDate == null ? now : end(endDate);
        var start = Columns.ifAny(startDate, text -> Parameters.time("startDate", text));
        return new Range(
                (start == null ? end.minus(DAY) : start).truncatedTo(ChronoUnit.HOURS),
                end.plus(Duration.ofHours(1)).minusNanos(1).truncatedTo(ChronoUnit.HOURS));
    }

    private static Instant end(String text) {
        var time = Parameters.time("endDate", text);
        return Parameters.isDay(text) ? time.plus(DAY) : time;
    }

    /** Where the whole days within it begin; its end when there are none. */
    Instant firstDay() {
        var day = start.truncatedTo(ChronoUnit.DAYS);
        var first = day.equals(start) ? day : day.plus(DAY);
        return first.isBefore(end) ? first : end;
    }

    /** Where they end. */
    Instant lastDay() {
        var last = end.truncatedTo(ChronoUnit.DAYS);
        return last.isAfter(firstDay()) ? last : firstDay();
    }
}
