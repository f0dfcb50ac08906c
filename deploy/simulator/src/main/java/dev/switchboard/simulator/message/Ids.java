package dev.switchboard.simulator.message;

import dev.switchboard.simulator.SimulatorProperties;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Random;
import org.springframework.stereotype.Component;

/** Random ids; the same ones from run to run when a seed is set. */
@Component
public class Ids {
    private final Random random;

    Ids(SimulatorProperties properties) {
        random = properties.seed() == null ? new SecureRandom() : new Random(properties.seed());
    }

    public String hex(int digits) {
        var bytes = new byte[digits / 2];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
