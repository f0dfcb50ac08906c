package dev.switchboard.simulator.fate;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One step in a message's life. */
public sealed interface Step {
    /** It happens and is told. */
    record Told(String status, @Nullable Integer errorCode) implements Step {}

    /** It happens and nobody hears of it. */
    record Untold(String status) implements Step {}

    /** It is told, now or once more, long after it happened. */
    record Echo(String status) implements Step {}

    /** As a script has it: after its own pause, and told as often as it says. */
    record Scripted(
            String status,
            @Nullable Integer errorCode,
            @Nullable Duration after,
            int times) implements Step {}

    /** Something is told that nobody can decode. */
    record Gibberish() implements Step {}

    static List<Step> told(String... statuses) {
        return all(Stream.of(statuses).map(status -> new Told(status, null)));
    }

    static List<Step> echoed(String happened, String... statuses) {
        return all(Stream.concat(
                Stream.of(new Untold(happened)), Stream.of(statuses).map(Echo::new)));
    }

    static List<Step> all(Stream<? extends Step> steps) {
        return steps.<Step>map(step -> step).toList();
    }
}
