package dev.switchboard.fallback.decision;

import dev.switchboard.contracts.request.SendRequest;
import org.jspecify.annotations.Nullable;

/** What follows for a message from all that is known of it. */
public sealed interface FallbackDecision {

    record SendSms(SendRequest request, Grounds grounds) implements FallbackDecision {}

    /** Once more by WhatsApp, later and as a new message; whatever becomes of it is heard under the original. */
    record FurtherTry(SendRequest request, int n, Grounds grounds) implements FallbackDecision {}

    record Never(Grounds grounds) implements FallbackDecision {}

    /** Nothing yet: more will be heard. */
    record Wait() implements FallbackDecision {}

    /**
     * @param rule its name, to find it
     * @param reason the same for a person
     * @param because what was heard last that decided it; nothing, when the request alone did
     */
    record Grounds(String rule, String reason, @Nullable Fact because) {}
}
