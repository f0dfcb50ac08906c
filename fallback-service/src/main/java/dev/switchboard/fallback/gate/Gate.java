package dev.switchboard.fallback.gate;

import dev.switchboard.fallback.decision.Decided;
import dev.switchboard.fallback.decision.FallbackDecision.Grounds;
import dev.switchboard.fallback.decision.FallbackDecision.Never;
import dev.switchboard.fallback.decision.FallbackDecision.SendSms;
import dev.switchboard.fallback.decision.Rules;
import dev.switchboard.fallback.gate.Switches.Position;
import dev.switchboard.fallback.gate.Switches.State;
import dev.switchboard.fallback.gate.Switches.Switch;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What was decided passes here before it is kept: a switch may stop it or have it wait, too many in a minute are a storm
 * and pause everything, and a tenant's money for the day may be spent.
 *
 * @param perMinute how many further messages a minute are no storm, by all instances together
 * @param hasSender whether the dispatcher has one for an SMS that names none
 */
public record Gate(JdbcClient jdbc, Switches switches, int perMinute, boolean hasSender) {

    private static final Logger log = LoggerFactory.getLogger(Gate.class);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    static final String STORM = "storm";
    public static final String COST_CAP = "cost-cap";
    public static final String CAP_REACHED = "the tenant's limit for the day is reached";

    /** @param held decided, but not now */
    public record Admission(List<Decided> decided, List<Held> held) {}

    public record Held(Decided decided, String why) {}

    public Admission admit(List<Decided> wished, Rules rules, Instant at) {
        if (wished.stream().allMatch(one -> one.request() == null)) {
            return new Admission(wished, List.of());
        }
        var position = switches.lock(tenants(wished));
        return new Passage(position, rules, at, room(position, at)).all(wished);
    }

    /** How many more may go in this minute; none while everybody waits. */
    int room(Position position, Instant at) {
        var minute = at.minus(MINUTE);
        var changed = position.everybody().changedAt();
        // Whoever switched it on again knows of those before.
        var since = changed.isAfter(minute) ? changed : minute;
        return perMinute - sentSince(since);
    }

    /** What waited leaves half of each minute to what is new: it must not make the next storm. */
    public int roomForThoseThatWaited(Instant at) {
        var position = switches.now();
        return position.everybody().state() == State.PAUSED ? 0 : room(position, at) - perMinute / 2;
    }

    private int sentSince(Instant since) {
        return jdbc.sql("""
                        select (select count(*) from plans
                                where decision = 'sms' and decided_at >= cast(:since as timestamptz))
                            + (select count(*) from tries where decided_at >= cast(:since as timestamptz))
                        """)
                .param("since", since.toString())
                .query(Integer.class)
                .single();
    }

    private static List<String> tenants(List<Decided> wished) {
        return wished.stream()
                .map(Decided::tenant)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** One transaction's way through, in order. */
    private final class Passage {
        private final Position position;
        private final Rules rules;
        private final Instant at;
        private int room;
        private boolean isStorm;

        Passage(Position position, Rules rules, Instant at, int room) {
            this.position = position;
            this.rules = rules;
            this.at = at;
            this.room = room;
        }

        Admission all(List<Decided> wished) {
            var decided = new ArrayList<Decided>();
            var held = new ArrayList<Held>();
            for (var one : wished) {
                var why = one.request() == null ? null : whyNotNow(one);
                if (why == null) {
                    decided.add(one.request() == null ? one : passOrNever(one));
                } else {
                    held.add(new Held(one, why));
                }
            }
            return new Admission(decided, held);
        }

        private @Nullable String whyNotNow(Decided one) {
            if (position.is(State.OFF, one.tenant())) {
                return null;
            }
            if (isStorm || position.is(State.PAUSED, one.tenant())) {
                return isStorm ? STORM : "paused";
            }
            if (room <= 0) {
                isStorm = true;
                pause();
                return STORM;
            }
            return null;
        }

        private void pause() {
            switches.set(new Switch(
                    Switches.EVERYBODY, State.PAUSED, STORM + ": more than " + perMinute + " a minute", "guard", at));
            log.atError()
                    .addKeyValue("perMinute", perMinute)
                    .log("too many fallbacks: all of them wait until a person switches them on again");
        }

        private Decided passOrNever(Decided one) {
            if (position.is(State.OFF, one.tenant())) {
                return never(one, "switched-off", "fallbacks are switched off");
            }
            if (one.decision() instanceof SendSms sms
                    && !hasSender
                    && sms.request().from() == null) {
                return never(one, "no-sender", "no SMS sender is configured");
            }
            var price = one.decision() instanceof SendSms sms ? rules.cost().of(sms.request()) : null;
            if (one.decision() instanceof SendSms && !spend(one, price)) {
                return never(one, COST_CAP, CAP_REACHED);
            }
            room--;
            return one.costing(price);
        }

        private boolean spend(Decided one, @Nullable BigDecimal price) {
            var cost = price == null ? BigDecimal.ZERO : price;
            return new Spending(jdbc).spend(one.tenant(), at, cost, rules.cost().cap(one.tenant()));
        }

        private static Decided never(Decided one, String rule, String reason) {
            return one.with(new Never(new Grounds(rule, reason, one.grounds().because())));
        }
    }
}
