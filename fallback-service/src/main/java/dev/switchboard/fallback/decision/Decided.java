package dev.switchboard.fallback.decision;

import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.fallback.decision.FallbackDecision.FurtherTry;
import dev.switchboard.fallback.decision.FallbackDecision.Grounds;
import dev.switchboard.fallback.decision.FallbackDecision.Never;
import dev.switchboard.fallback.decision.FallbackDecision.SendSms;
import dev.switchboard.fallback.decision.FallbackDecision.Wait;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A decision as it is kept: about which message, by which rules, and when.
 *
 * @param cost of the SMS, where the rules know a price
 */
public record Decided(
        Case about,
        FallbackDecision decision,
        Grounds grounds,
        String rulesVersion,
        Instant at,
        @Nullable BigDecimal cost) {

    public static Optional<Decided> of(Case about, FallbackDecision decision, String rulesVersion, Instant at) {
        return Optional.ofNullable(grounds(decision))
                .map(grounds -> new Decided(about, decision, grounds, rulesVersion, at, null));
    }

    private static @Nullable Grounds grounds(FallbackDecision decision) {
        return switch (decision) {
            case SendSms(var _, var grounds) -> grounds;
            case FurtherTry(var _, var _, var grounds) -> grounds;
            case Never(var grounds) -> grounds;
            case Wait() -> null;
        };
    }

    public MessageId message() {
        return about.plan().name();
    }

    @Nullable
    public String tenant() {
        return about.plan().request().tenant();
    }

    public Decided with(FallbackDecision other) {
        return Decided.of(about, other, rulesVersion, at).orElseThrow();
    }

    public Decided costing(@Nullable BigDecimal price) {
        return new Decided(about, decision, grounds, rulesVersion, at, price);
    }

    public String outcome() {
        return switch (decision) {
            case SendSms _ -> "sms";
            case FurtherTry _ -> "retry";
            case Never _ -> "never";
            case Wait _ -> "waiting";
        };
    }

    public boolean isFinal() {
        return !(decision instanceof FurtherTry);
    }

    public FurtherTry furtherTry() {
        return (FurtherTry) decision;
    }

    @Nullable
    public Integer parts() {
        return decision instanceof SendSms sms
                ? SmsParts.of(String.valueOf(sms.request().content().plainText()))
                : null;
    }

    public boolean isToBePublished() {
        return request() != null || about.isTriedFurther();
    }

    /** What is to be published because of it. */
    @Nullable
    public SendRequest request() {
        return switch (decision) {
            case SendSms sms -> sms.request();
            case FurtherTry furtherTry -> furtherTry.request();
            case Never _, Wait _ -> null;
        };
    }

    @Nullable
    public MessageId fallback() {
        return decision instanceof SendSms sms ? sms.request().messageId() : null;
    }

    @Nullable
    public String failureKind() {
        var because = grounds.because();
        return because == null || because.kind() == null ? null : because.kind().wireName();
    }

    @Nullable
    public String failureCode() {
        return grounds.because() == null ? null : grounds.because().code();
    }
}
