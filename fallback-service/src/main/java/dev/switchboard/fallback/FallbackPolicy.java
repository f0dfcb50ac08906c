package dev.switchboard.fallback;

import static dev.switchboard.contracts.message.Channel.WHATSAPP;
import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import dev.switchboard.fallback.Fact.What;
import dev.switchboard.fallback.FallbackDecision.FurtherTry;
import dev.switchboard.fallback.FallbackDecision.Grounds;
import dev.switchboard.fallback.FallbackDecision.Never;
import dev.switchboard.fallback.FallbackDecision.Wait;
import dev.switchboard.fallback.Rules.Rule;
import dev.switchboard.fallback.Rules.Subject;
import dev.switchboard.fallback.Rules.Then;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides from a plan and all that was heard: no order of arrival matters. The clock says only when an SMS may leave, and
 * whether that is too late.
 */
record FallbackPolicy(Rules rules) {

    private static final Comparator<Fact> EARLIEST = comparing(Fact::occurredAt)
            .thenComparing(Fact::kind, nullsFirst(naturalOrder()))
            .thenComparing(Fact::code, nullsFirst(naturalOrder()));

    FallbackDecision decide(Case one, Instant now) {
        var plan = one.plan();
        if (plan.request().channel() != WHATSAPP || plan.request().fallbackOf() != null) {
            return never("not-whatsapp", "only a WhatsApp message falls back", null);
        }
        var end = end(one);
        if (end != null) {
            return end;
        }
        var overdue = first(one.facts(), What.OVERDUE);
        var failure = failure(one, Then.SMS);
        if (failure != null && plan.fallback().onFailure()) {
            return sms(one, grounds(one, failure), now);
        }
        var withheld = failure(one, Then.RETRY);
        if (withheld != null && overdue == null) {
            return furtherTry(one, withheld, now);
        }
        return overdue == null ? new Wait() : sms(one, new Grounds("deadline", "not delivered in time", overdue), now);
    }

    /** What ends every plan, whatever else is heard. */
    private @Nullable Never end(Case one) {
        var delivered = first(one.allFacts(), What.DELIVERED);
        if (delivered != null) {
            return never("delivered", "delivered", delivered);
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
