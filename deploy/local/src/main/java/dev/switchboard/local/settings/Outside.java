package dev.switchboard.local.settings;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was set from outside.
 *
 * @param fromFile the names that {@code ./switchboard} took from .env
 */
public record Outside(Map<String, String> values, Set<String> fromFile) {

    public static Outside of(Map<String, String> environment) {
        var names = environment.getOrDefault("SWITCHBOARD_ENV_FILE", "");
        return new Outside(
                environment,
                Arrays.stream(names.split(" ")).filter(name -> !name.isEmpty()).collect(Collectors.toSet()));
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }

    Origin origin(String name) {
        return fromFile.contains(name) ? Origin.DOT_ENV : Origin.ENVIRONMENT;
    }

    @Override
    public String toString() {
        return "Outside" + values.keySet();
    }
}
