package dev.switchboard.simulator.fate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.simulator.InvalidInput;
import dev.switchboard.simulator.message.Address;
import dev.switchboard.simulator.message.Channel;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fate of one's own for the next messages to a number.
 *
 * @param to the number, or *0177 for all that end so
 * @param channel only on this channel
 * @param next how many messages; all without it
 * @param refuse refuses the create, with this answer
 * @param steps what happens to it once it is taken, in the provider's words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Script(
        @Nullable String to,
        @Nullable Channel channel,
        @Nullable Integer next,
        @Nullable Refusal refuse,
        @Nullable List<Line> steps) {

    private static final int MOST_STEPS = 100;

    /** The provider's answer: its HTTP status, its code and its words. */
    public record Refusal(
            @Nullable Integer status,
            @Nullable Integer code,
            @Nullable String message) {
        public Refusal {
            status = status == null ? 400 : status;
            code = code == null ? 30008 : code;
            message = message == null ? "As the script has it" : message;
            if (status < 400 || status > 599) {
                throw new InvalidInput("refuse.status", "must be between 400 and 599");
            }
        }
    }

    /**
     * One status.
     *
     * @param after seconds since the one before; the usual pause without it
     * @param times how often it is told
     * @param told false: it happens and nobody hears of it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(
            @Nullable String status,
            @Nullable Integer code,
            @Nullable Double after,
            @Nullable Integer times,
            @Nullable Boolean told) {
        public Line {
            InvalidInput.required("steps.status", status);
            if (after != null && !(after >= 0 && after <= 3600)) {
                throw new InvalidInput("steps.after", "must be between 0 and 3600 seconds");
            }
            if (times != null && (times < 1 || times > 100)) {
                throw new InvalidInput("steps.times", "must be between 1 and 100");
            }
        }

        Step step() {
            return new Step.Scripted(
                    status == null ? "" : status,
                    code,
                    after == null ? null : Duration.ofMillis((long) (after * 1000)),
                    Boolean.FALSE.equals(told) ? 0 : times == null ? 1 : times);
        }
    }

    public Script {
        InvalidInput.required("to", to);
        if (to != null && !to.matches("\\*\\d{1,15}|\\+?[1-9]\\d{6,14}|[A-Z]{2}\\.[A-Za-z0-9.]{1,135}")) {
            throw new InvalidInput("to", "must be a number such as +14155550177, or *0177");
        }
        if (next != null && next < 1) {
            throw new InvalidInput("next", "must be at least 1");
        }
        if ((refuse == null) == (steps == null)) {
            throw new InvalidInput("steps", "or refuse is required, and not both");
        }
        if (steps != null && (steps.isEmpty() || steps.size() > MOST_STEPS)) {
            throw new InvalidInput("steps", "must be 1 to 100");
        }
    }

    boolean concerns(Address contact, Channel used) {
        var wanted = String.valueOf(to);
        var same = wanted.startsWith("*")
                ? contact.digits().endsWith(wanted.substring(1))
                : contact.value().equals(wanted) || new Address(wanted).digits().equals(contact.digits());
        return same && (channel == null || channel == used);
    }

    List<Step> life() {
        return steps == null ? List.of() : steps.stream().map(Line::step).toList();
    }

    Script oneLess() {
        return new Script(to, channel, next == null ? null : Math.max(1, next - 1), refuse, steps);
    }
}
