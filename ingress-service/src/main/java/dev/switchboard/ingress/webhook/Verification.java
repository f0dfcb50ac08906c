package dev.switchboard.ingress.webhook;

import java.util.Locale;

/** Whether a webhook comes from whom it claims. */
public sealed interface Verification {

    /** @param matched which of the secrets it was */
    record Authentic(String matched) implements Verification {}

    record Rejected(Reason reason) implements Verification {}

    enum Reason {
        NO_SIGNATURE,
        WRONG_SIGNATURE,
        /** There is no secret to check with. */
        NOT_CONFIGURED,
        /** Signed, but longer ago than we allow. */
        TOO_OLD;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
