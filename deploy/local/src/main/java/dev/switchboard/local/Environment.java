package dev.switchboard.local;

import static java.util.function.Predicate.not;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the person set before the start; a blank value counts as not set. */
record Environment(Map<String, String> values) {
    static Environment ofThisProcess() {
        return new Environment(System.getenv());
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name)).filter(not(String::isBlank));
    }

    /** A secret may be given as a file of its own. */
    boolean has(String name) {
        return get(name).isPresent() || get(name + "_FILE").isPresent();
    }

    Map<String, String> orElse(Map<String, String> defaults) {
        var values = new HashMap<>(defaults);
        values.replaceAll((name, value) -> get(name).orElse(value));
        values.keySet()
                .removeIf(name -> get(name).isEmpty() && get(name + "_FILE").isPresent());
        return values;
    }
}
