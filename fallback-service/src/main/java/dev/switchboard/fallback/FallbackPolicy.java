package dev.switchboard.fallback;

import static dev.switchboard.contracts.message.Channel.SMS;
import static dev.switchboard.contracts.message.Channel.WHATSAPP;
import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.fallback.Fact.What;
import dev.switchboard.fallback.FallbackDecision.Grounds;
import dev.switchboard.fallback.FallbackDecision.Never;
import dev.switchboard.fallback.FallbackDecision.SendSms;
import dev.switchboard.fallback.FallbackDecision.Wait;
import dev.switchboard.fallback.Rules.Then;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides from a plan and all that was heard, and from nothing else: no clock, no order of arrival. */
record FallbackPolicy(Rules rules) {

    /** What the dispatcher gives a request whose caller named no end. */
    private static final Duration LIFETIME_NOBODY_CHOSE = Duration.ofDays(1);

    private static final Comparator<Fact> EARLIEST = comparing(Fact::occurredAt)
            .thenComparing(Fact::kind, nullsFirst(naturalOrder()))
            .thenComparing(Fact::code, nullsFirst(naturalOrder()));

    FallbackDecision decide(Plan plan, List<Fact> facts) {
        if (plan.request().channel() != WHATSAPP || plan.request().fallbackOf() != null) {
            return never("not-whatsapp", "only a WhatsApp message falls back", null);
        }
        var end = end(facts);
        if (end != null) {
            return end;
        }
        var failures = facts.stream()
                .filter(fact -> fact.what() == What.FAILED)
                .sorted(EARLIEST)
                .toList();
        var forbidden = first(failures, Then.NEVER);
        if (forbidden != null) {
            var rule = rules.of(forbidden);
            return never(rule.name(), rule.reason(), forbidden);
        }
        return sms(plan, first(failures, Then.SMS), any(facts, What.OVERDUE));
    }

    /** What ends every plan, whatever else is heard. */
    private static @Nullable Never end(List<Fact> facts) {
        var delivered = any(facts, What.DELIVERED);
        if (delivered != null) {
            return never("delivered", "delivered", delivered);
        }
        var canceled = any(facts, What.CANCELED);
        if (canceled != null) {
            return never("canceled", "canceled", canceled);
        }
        var expired = any(facts, What.EXPIRED);
        return expired == null ? null : never("expired", "expired before it was sent", expired);
    }

    private FallbackDecision sms(Plan plan, @Nullable Fact failure, @Nullable Fact overdue) {
        if (failure != null && plan.fallback().onFailure()) {
            var rule = rules.of(failure);
            return sms(plan, new Grounds(rule.name(), rule.reason(), failure), failure.occurredAt());
        }
        if (overdue != null) {
            return sms(plan, new Grounds("deadline", "not delivered in time", overdue), overdue.occurredAt());
        }
        return new Wait();
    }

    private static FallbackDecision sms(Plan plan, Grounds grounds, Instant at) {
        var text = text(plan);
        if (!plan.request().to().isPhone()) {
            return never("no-phone-number", "no phone number", grounds.because());
        }
        if (text == null || text.isBlank()) {
            return never("no-text", "nothing to say in an SMS", grounds.because());
        }
        return new SendSms(request(plan, text, at), grounds);
    }

    private static @Nullable String text(Plan plan) {
        var own = plan.fallback().text();
        return own == null ? plan.request().content().plainText() : own;
    }

    /** Everything in it comes from the plan and the fact, so that a repetition would ask for the very same. */
    private static SendRequest request(Plan plan, String text, Instant at) {
        var original = plan.request();
        return new SendRequest(
                original.messageId().fallback(),
                SMS,
                null,
                null,
                original.to(),
                new Content.Text(text),
                null,
                null,
                original.messageId(),
                null,
                original.priority(),
                original.category(),
                at,
                null,
                chosenEnd(plan),
                original.onUncertain(),
                original.trackReceipts(),
                original.trackReads(),
                original.tenant(),
                original.metadata());
    }

    /** A password that is worth nothing after five minutes is worth nothing by SMS either. */
    private static @Nullable Instant chosenEnd(Plan plan) {
        var end = plan.request().expiresAt();
        return plan.requestedAt().plus(LIFETIME_NOBODY_CHOSE).equals(end) ? null : end;
    }

    private @Nullable Fact first(List<Fact> failures, Then then) {
        return failures.stream()
                .filter(failure -> rules.of(failure).then() == then)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Fact any(List<Fact> facts, What what) {
        return facts.stream().filter(fact -> fact.what() == what).min(EARLIEST).orElse(null);
    }

    private static Never never(String rule, String reason, @Nullable Fact because) {
        return new Never(new Grounds(rule, reason, because));
    }
}
