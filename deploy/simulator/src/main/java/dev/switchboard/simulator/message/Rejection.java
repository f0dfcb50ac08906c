package dev.switchboard.simulator.message;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A create the provider would not take, kept all the same.
 *
 * @param problems everything that is wrong with it; the provider tells the first
 * @param request what was asked for
 */
public record Rejection(Instant at, Provider provider, int code, List<String> problems, Map<String, Object> request) {

    @Override
    public String toString() {
        return "Rejection[" + provider + " " + code + "]";
    }
}
