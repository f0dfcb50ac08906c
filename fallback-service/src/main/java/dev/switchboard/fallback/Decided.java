package dev.switchboard.fallback;

import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.fallback.FallbackDecision.Grounds;
import dev.switchboard.fallback.FallbackDecision.Never;
import dev.switchboard.fallback.FallbackDecision.SendSms;
import dev.switchboard.fallback.FallbackDecision.Wait;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A decision as it is kept: about which message, by which rules, and when. */
record Decided(Plan plan, FallbackDecision decision, Grounds grounds, String rulesVersion, Instant at) {

    static Optional<Decided> of(Plan plan, FallbackDecision decision, String rulesVersion, Instant at) {
        return switch (decision) {
            case SendSms(var _, var grounds) -> Optional.of(new Decided(plan, decision, grounds, rulesVersion, at));
            case Never(var grounds) -> Optional.of(new Decided(plan, decision, grounds, rulesVersion, at));
            case Wait() -> Optional.empty();
        };
    }

    MessageId message() {
        return plan.name();
    }

    String outcome() {
        return decision instanceof SendSms ? "sms" : "never";
    }

    @Nullable
    MessageId fallback() {
        return decision instanceof SendSms sms ? sms.request().messageId() : null;
    }

    @Nullable
    String failureKind() {
        var because = grounds.because();
        return because == null || because.kind() == null ? null : because.kind().wireName();
    }

    @Nullable
    String failureCode() {
        return grounds.because() == null ? null : grounds.because().code();
    }
}
