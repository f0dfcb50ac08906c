package dev.switchboard.fallback.decision;

import static dev.switchboard.contracts.message.Channel.WHATSAPP;
import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import dev.switchboard.contracts.request.Fallback.Unless;
import dev.switchboard.fallback.decision.Fact.What;
import dev.switchboard.fallback.decision.FallbackDecision.FurtherTry;
import dev.switchboard.fallback.decision.FallbackDecision.Grounds;
import dev.switchboard.fallback.decision.FallbackDecision.Never;
import dev.switchboard.fallback.decision.FallbackDecision.Wait;
import dev.switchboard.fallback.decision.Rules.Rule;
import dev.switchboard.fallback.decision.Rules.Subject;
import dev.switchboard.fallback.decision.Rules.Then;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides from a plan and all that was heard: no order of arrival matters. The clock says only when an SMS may leave, and
 * whether that is too late.
 */
public record FallbackPolicy(Rules rules) {

    /** What was sent for this reason is called off by nothing less than that the message is read. */
    public static final String NOT_READ = "deadline-read";

    private static final Comparator<Fact> EARLIEST = comparing(Fact::occurredAt)
            .thenComparing(Fact::kind, nullsFirst(naturalOrder()))
            .thenComparing(Fact::code, nullsFirst(naturalOrder()));

    public FallbackDecision decide(Case one, Instant now) {
        var plan = one.plan();
        if (plan.request().channel() != WHATSAPP || plan.request().fallbackOf() != null) {
            return never("not-whatsapp", "only a WhatsApp message falls back", null);
        }
        var end = end(one);
        if (end != null) {
            return end;
        }
        var overdue = overdue(one);
        var failure = arrival(one) == null ? failure(one, Then.SMS) : null;
        if (failure != null && plan.fallback().onFailure()) {
            return sms(one, grounds(one, failure), now);
        }
        var withheld = arrival(one) == null ? failure(one, Then.RETRY) : null;
        if (withheld != null && overdue == null) {
            return furtherTry(one, withheld, now);
        }
        return overdue == null ? new Wait() : sms(one, late(one, overdue), now);
    }

    /** Nothing, where the message had come as far as was asked for: one that has left and not failed since. */
    private static @Nullable Fact overdue(Case one) {
        var hasLeft = one.plan().fallback().unlessReached() == Unless.SENT
                && !one.isTriedFurther()
                && failures(one.facts()).isEmpty()
                && first(one.facts(), What.SENT) != null;
        return hasLeft ? null : first(one.facts(), What.OVERDUE);
    }

    private static Grounds late(Case one, Fact overdue) {
        return switch (one.plan().fallback().unlessReached()) {
            case SENT -> new Grounds("deadline-sent", "not sent in time", overdue);
            case DELIVERED -> new Grounds("deadline", "not delivered in time", overdue);
            case READ -> new Grounds(NOT_READ, "not read in time", overdue);
        };
    }

    private static @Nullable Fact arrival(Case one) {
        return one.allFacts().stream().filter(Fact::isArrival).min(EARLIEST).orElse(null);
    }

    /** The one that makes the message need nothing more. */
    private static @Nullable Fact success(Case one) {
        return one.plan().fallback().unlessReached() == Unless.READ ? first(one.allFacts(), What.READ) : arrival(one);
    }

    /** What ends every plan, whatever else is heard. */
    private @Nullable Never end(Case one) {
        var success = success(one);
        if (success != null) {
            return success.what() == What.READ && one.plan().fallback().unlessReached() == Unless.READ
                    ? never("read", "read", success)
                    : never("delivered", "delivered", success);
        }
        var canceled = first(one.allFacts(), What.CANCELED);
        if (canceled != null) {
            return never("canceled", "canceled", canceled);
        }
        var expired = first(one.facts(), What.EXPIRED);
        if (expired != null) {
            return never("expired", "expired before it was sent", expired);
        }
        return forbidden(one);
    }

    private @Nullable Never forbidden(Case one) {
        for (var failure : failures(one.allFacts())) {
            var rule = rule(one, failure);
            if (rule.then() == Then.NEVER) {
                return never(rule.name(), rule.reason(), failure);
            }
        }
        return null;
    }

    /** Where there is no time for a try before the deadline, waiting for it would help nobody. */
    private FallbackDecision furtherTry(Case one, Fact failure, Instant now) {
        var next = new NextTry(rules.furtherTries(), one);
        if (next.fits(failure)) {
            return new FurtherTry(next.request(failure), next.n(), grounds(one, failure));
        }
        return one.plan().fallback().onFailure() ? sms(one, grounds(one, failure), now) : new Wait();
    }

    private FallbackDecision sms(Case one, Grounds grounds, Instant now) {
        return new NextSms(rules, one.plan()).decide(grounds, now);
    }

    private Grounds grounds(Case one, Fact failure) {
        var rule = rule(one, failure);
        return new Grounds(rule.name(), rule.reason(), failure);
    }

    /** The earliest of the attempt that counts now for which a rule says this. */
    private @Nullable Fact failure(Case one, Then then) {
        return failures(one.latest()).stream()
                .filter(failure -> rule(one, failure).then() == then)
                .findFirst()
                .orElse(null);
    }

    private Rule rule(Case one, Fact failure) {
        return rules.of(failure, subject(one, failure));
    }

    private static Subject subject(Case one, Fact failure) {
        var request = one.plan().request();
        return new Subject(
                Country.of(request.to()), request.category(), !one.facts().contains(failure));
    }

    private static List<Fact> failures(List<Fact> facts) {
        return facts.stream()
                .filter(fact -> fact.what() == What.FAILED)
                .sorted(EARLIEST)
                .toList();
    }

    private static @Nullable Fact first(List<Fact> facts, What what) {
        return facts.stream().filter(fact -> fact.what() == what).min(EARLIEST).orElse(null);
    }

    private static Never never(String rule, String reason, @Nullable Fact because) {
        return new Never(new Grounds(rule, reason, because));
    }
}
