package dev.switchboard.simulator.message;

import dev.switchboard.simulator.SimulatorProperties;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Random;
import org.springframework.stereotype.Component;

/** Random ids of messages; the same ones from run to run when a seed is set and the sends are. */
@Component
public class Ids {
    private final Random random;
    private final Random others = new SecureRandom();

    Ids(SimulatorProperties properties) {
        random = properties.seed() == null ? new SecureRandom() : new Random(properties.seed());
    }

    public String hex(int digits) {
        return hex(digits, random);
    }

    /** For what is no message: how often it is drawn depends on threads, and must not change the ids of messages. */
    public String token(int digits) {
        return hex(digits, others);
    }

    private static String hex(int digits, Random random) {
        var bytes = new byte[digits / 2];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
