package dev.switchboard.ingress.webhook;

import java.util.Locale;
import java.util.Optional;

/** Whether a webhook comes from whom it claims. */
public sealed interface Verification {

    /** @param matched which of the secrets it was: of an account of the file {@code account/next}, else {@code next} */
    record Authentic(String matched) implements Verification {

        /** Whose secret it was; none is the settings' own. */
        public Optional<String> account() {
            var slash = matched.indexOf('/');
            return slash < 0 ? Optional.empty() : Optional.of(matched.substring(0, slash));
        }
    }

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
