package dev.switchboard.simulator.fault;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.switchboard.simulator.InvalidInput;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

enum Fault {
    /** The connection is cut, nothing was taken. */
    RESET("reset", Duration.ZERO),
    /** Nothing was taken and no answer comes; at last the connection is cut. */
    TIMEOUT("timeout", Duration.ofSeconds(60)),
    SERVER_ERROR("500", Duration.ZERO),
    TOO_MANY("429", Duration.ZERO),
    /** The message is taken and lives its life, but the answer never leaves. */
    ACCEPT_THEN_RESET("accept-then-reset", Duration.ZERO),
    /** The message is taken, and its answer breaks off in the middle. */
    HALF_ANSWER("half-answer", Duration.ZERO),
    /** The message is taken at once, its answer comes late. */
    SLOW("slow", Duration.ofSeconds(2));

    @JsonValue
    private final String word;

    private final Duration usual;

    Fault(String word, Duration usual) {
        this.word = word;
        this.usual = usual;
    }

    Duration usual() {
        return usual;
    }

    static Fault named(String word) {
        return Arrays.stream(values())
                .filter(fault -> fault.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidInput("fault", "must be one of " + words()));
    }

    private static String words() {
        return Arrays.stream(values()).map(fault -> fault.word).collect(Collectors.joining(", "));
    }
}
