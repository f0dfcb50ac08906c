package dev.switchboard.contracts.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.Unfit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why something did not work: what to do about it, the provider's own code where there is one, and one sentence without
 * personal data.
 */
public record Failure(Kind kind, @Nullable String code, String reason) {

    public Failure {
        Required.field("failure.kind", kind);
        Required.field("failure.reason", reason);
    }

    /** What a failure asks for. */
    public enum Kind {
        /** The same call may work later. */
        RETRY,
        /** WhatsApp will not deliver it; another channel may. */
        FALLBACK,
        /** It will never work for this recipient or content. */
        PERMANENT,
        /** Our account, sender or template needs a person. */
        CONFIGURATION,
        /** The recipient does not want it. */
        OPT_OUT,
        /** Only a template may be sent now. */
        WINDOW_CLOSED,
        /** Nobody knows whether the provider took it. */
        UNCERTAIN;

        @JsonCreator
        public static Kind of(String wireName) {
            for (var kind : values()) {
                if (kind.wireName().equals(wireName)) {
                    return kind;
                }
            }
            throw new Unfit("failure.kind is not one of ours");
        }

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
