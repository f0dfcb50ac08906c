package dev.switchboard.dispatcher.recipient;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** A contact does not want to hear from one of our senders, or wants to again. */
@JsonNaming(SnakeCaseStrategy.class)
public record OptOut(
        String provider,
        String channel,
        String ours,
        String contact,
        String scope,
        String account,
        boolean wanted,
        String source,
        @Nullable String code,
        Instant saidAt) {

    static final String BY_CONTACT = "contact";
    static final String EVERY_SENDER = "*";

    public enum Scope {
        ALL,
        MARKETING;

        String sqlName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String toString() {
        return "OptOut[" + channel + " " + scope + " wanted=" + wanted + "]";
    }
}
