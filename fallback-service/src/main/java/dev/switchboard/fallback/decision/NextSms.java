package dev.switchboard.fallback.decision;

import static dev.switchboard.contracts.message.Channel.SMS;
import static java.util.Objects.requireNonNullElse;

import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.fallback.decision.FallbackDecision.Grounds;
import dev.switchboard.fallback.decision.FallbackDecision.Never;
import dev.switchboard.fallback.decision.FallbackDecision.SendSms;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The SMS that stands in for a message, where it can be sent, may be sent, and still makes sense. */
record NextSms(Rules rules, Plan plan) {

    FallbackDecision decide(Grounds grounds, Instant now) {
        var original = plan.request();
        var because = grounds.because();
        if (because == null) {
            throw new IllegalArgumentException("an SMS without a cause");
        }
        if (!original.to().isPhone()) {
            return never("no-phone-number", "no phone number", because);
        }
        if (!rules.consent().isGiven(original.category(), requireNonNullElse(original.metadata(), Map.of()))) {
            return never("no-consent", "no consent to an SMS", because);
        }
        var text = text();
        if (text == null) {
            return never("no-text", "nothing to say in an SMS", because);
        }
        var sendAt = sendAt(now);
        var end = plan.chosenEnd();
        return end != null && !(sendAt == null ? now : sendAt).isBefore(end)
                ? never("too-late", "an SMS would come after the message's end", because)
                : new SendSms(request(text, because.occurredAt(), sendAt), grounds);
    }

    private @Nullable String text() {
        var sms = rules.sms();
        var text =
                new SmsText(sms.templates()).of(plan.request(), plan.fallback().text());
        return text == null ? null : SmsParts.cut(text, sms.mostParts());
    }

    /** The end of the quiet hours; nothing, where it may leave at once. */
    private @Nullable Instant sendAt(Instant now) {
        var zones = Country.zones(Country.of(plan.request().to()));
        var at = now;
        for (var quiet : rules.quietHours()) {
            if (quiet.isFor(plan.request().category())) {
                at = quiet.end(at, zones);
            }
        }
        return at.equals(now) ? null : at;
    }

    private SendRequest request(String text, Instant requestedAt, @Nullable Instant sendAt) {
        var original = plan.request();
        return new SendRequest(
                original.messageId().fallback(),
                SMS,
                null,
                rules.sender(original.tenant()),
                original.to(),
                new Content.Text(text),
                null,
                null,
                original.messageId(),
                null,
                original.priority(),
                original.category(),
                requestedAt,
                sendAt,
                plan.chosenEnd(),
                original.onUncertain(),
                original.trackReceipts(),
                original.trackReads(),
                original.tenant(),
                original.metadata());
    }

    private static Never never(String rule, String reason, Fact because) {
        return new Never(new Grounds(rule, reason, because));
    }
}
