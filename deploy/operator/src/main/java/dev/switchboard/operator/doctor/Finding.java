package dev.switchboard.operator.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one look found.
 *
 * @param why why it matters
 * @param fix what to do about it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Finding(
        State state,
        String check,
        String says,
        @Nullable String why,
        @Nullable String fix) {

    enum State {
        OK("✓"),
        NOTE("–"),
        PROBLEM("✗"),
        /** It could not be looked at. */
        UNKNOWN("?");

        private final String mark;

        State(String mark) {
            this.mark = mark;
        }

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String check, String says) {
        return new Finding(State.OK, check, says, null, null);
    }

    static Finding note(String check, String says, @Nullable String fix) {
        return new Finding(State.NOTE, check, says, null, fix);
    }

    static Finding problem(String check, String says, String why, String fix) {
        return new Finding(State.PROBLEM, check, says, why, fix);
    }

    static Finding unknown(String check, String says, String fix) {
        return new Finding(State.UNKNOWN, check, says, null, fix);
    }

    String text() {
        return "  %s %-11s %s%s%s".formatted(state.mark, check, says, line("why", why), line("fix", fix));
    }

    private static String line(String name, @Nullable String text) {
        return text == null ? "" : System.lineSeparator() + "                " + name + ": " + text;
    }
}
