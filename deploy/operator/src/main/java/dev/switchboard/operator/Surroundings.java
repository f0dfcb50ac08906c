package dev.switchboard.operator;

import static java.util.function.Predicate.not;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * What the machine tells this tool; a blank setting counts as none.
 *
 * @param temporary where a running dev announces itself
 */
public record Surroundings(Map<String, String> environment, Path temporary, Clock clock) {

    public Optional<String> get(String name) {
        return Optional.ofNullable(environment.get(name)).filter(not(String::isBlank));
    }

    @Override
    public String toString() {
        return "Surroundings";
    }
}
