package dev.switchboard.fallback.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What came of the messages that were asked for in a range and may fall back.
 *
 * @param messages all of them
 * @param waiting of these, not decided
 * @param furtherTries by WhatsApp
 * @param calledOff SMS whose message was delivered after all
 * @param rescued SMS that arrived
 * @param cost of the SMS by the prices of the rules; null where they name none
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record FallbackMetrics(
        Instant since,
        Instant until,
        long messages,
        long waiting,
        long sms,
        long never,
        long furtherTries,
        long calledOff,
        long rescued,
        long parts,
        @Nullable BigDecimal cost,
        Rates rates,
        List<Decisions> decisions) {

    private static final int DIGITS = 6;

    /**
     * As fractions of one; null where there is nothing to divide by.
     *
     * @param fallback SMS of all messages
     * @param rescue SMS that arrived of all SMS
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Rates(@Nullable BigDecimal fallback, @Nullable BigDecimal rescue) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Decisions(
            String decision,
            String rule,
            String reason,
            long messages,
            long calledOff,
            long rescued,
            long parts,
            @Nullable BigDecimal cost) {}

    record Range(Instant since, Instant until, @Nullable String tenant) {}

    static FallbackMetrics of(JdbcClient jdbc, Range range) {
        return of(range, decisions(jdbc, range), furtherTries(jdbc, range));
    }

    private static FallbackMetrics of(Range range, List<Decisions> all, long furtherTries) {
        var messages = sum(all, _ -> true);
        var sms = sum(all, one -> one.decision().equals("sms"));
        var rescued = all.stream().mapToLong(Decisions::rescued).sum();
        return new FallbackMetrics(
                range.since(),
                range.until(),
                messages,
                sum(all, one -> one.decision().equals("waiting")),
                sms,
                sum(all, one -> one.decision().equals("never")),
                furtherTries,
                all.stream().mapToLong(Decisions::calledOff).sum(),
                rescued,
                all.stream().mapToLong(Decisions::parts).sum(),
                all.stream()
                        .map(Decisions::cost)
                        .filter(Objects::nonNull)
                        .reduce(BigDecimal::add)
                        .orElse(null),
                new Rates(rate(sms, messages), rate(rescued, sms)),
                all.stream().filter(one -> !one.decision().equals("waiting")).toList());
    }

    private static long sum(List<Decisions> all, Predicate<Decisions> which) {
        return all.stream().filter(which).mapToLong(Decisions::messages).sum();
    }

    private static @Nullable BigDecimal rate(long part, long whole) {
        return whole == 0
                ? null
                : BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), DIGITS, RoundingMode.HALF_UP);
    }

    private static List<Decisions> decisions(JdbcClient jdbc, Range range) {
        return jdbc.sql("""
                        select coalesce(decision, 'waiting') as said, coalesce(rule, '') as rule,
                            coalesce(reason, '') as reason, count(*) as messages, count(canceled_at) as called_off,
                            count(rescued_at) as rescued, coalesce(sum(parts), 0) as parts, sum(cost) as cost
                        from plans
                        where requested_at >= cast(:since as timestamptz) and requested_at < cast(:until as timestamptz)
                        and (cast(:tenant as text) is null or tenant = :tenant)
                        group by 1, 2, 3 order by messages desc, 1, 2, 3
                        """)
                .param("since", range.since().toString())
                .param("until", range.until().toString())
                .param("tenant", range.tenant())
                .query((row, _) -> decisions(row))
                .list();
    }

    private static Decisions decisions(ResultSet row) throws SQLException {
        return new Decisions(
                row.getString("said"),
                row.getString("rule"),
                row.getString("reason"),
                row.getLong("messages"),
                row.getLong("called_off"),
                row.getLong("rescued"),
                row.getLong("parts"),
                row.getBigDecimal("cost"));
    }

    private static long furtherTries(JdbcClient jdbc, Range range) {
        return jdbc.sql("""
                        select count(*) from plans join tries using (message_id)
                        where requested_at >= cast(:since as timestamptz) and requested_at < cast(:until as timestamptz)
                        and (cast(:tenant as text) is null or tenant = :tenant)
                        """)
                .param("since", range.since().toString())
                .param("until", range.until().toString())
                .param("tenant", range.tenant())
                .query(Long.class)
                .single();
    }
}
