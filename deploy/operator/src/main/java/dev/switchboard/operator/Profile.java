package dev.switchboard.operator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Settings of a system by name: {@code --profile prod} reads {@code prod.env}, written like {@code .env}. What stands in
 * the environment wins, but for what the script has only read from {@code .env}.
 */
final class Profile {

    static final String OPTION = "--profile";

    private static final String FOLDER = "SWITCHBOARD_PROFILES";
    private static final Pattern LINE = Pattern.compile("([A-Z][A-Z0-9_]*)=(?:\"(.*)\"|'(.*)'|(.*))");

    private Profile() {}

    /** There is none of that name. */
    static final class Missing extends RuntimeException {
        Missing(String message) {
            super(message);
        }
    }

    /** The surroundings with what the named profile says; without one as they are. */
    static Surroundings applied(String[] arguments, Surroundings surroundings) {
        return name(List.of(arguments))
                .map(name -> new Surroundings(
                        merged(surroundings.environment(), read(folder(surroundings), name)),
                        surroundings.temporary(),
                        surroundings.clock()))
                .orElse(surroundings);
    }

    private static Optional<String> name(List<String> arguments) {
        var at = arguments.indexOf(OPTION);
        if (at >= 0 && at + 1 < arguments.size()) {
            return Optional.of(arguments.get(at + 1));
        }
        return arguments.stream()
                .filter(argument -> argument.startsWith(OPTION + "="))
                .map(argument -> argument.substring(OPTION.length() + 1))
                .findFirst();
    }

    private static Path folder(Surroundings surroundings) {
        return surroundings
                .get(FOLDER)
                .map(Path::of)
                .orElseGet(() -> surroundings
                        .get("XDG_CONFIG_HOME")
                        .map(Path::of)
                        .orElseGet(() -> Path.of(surroundings.get("HOME").orElse(""), ".config"))
                        .resolve("switchboard"));
    }

    private static Map<String, String> merged(Map<String, String> environment, Map<String, String> profile) {
        var onlyFromFile = Arrays.asList(
                environment.getOrDefault("SWITCHBOARD_ENV_FILE", "").split(" "));
        var merged = new HashMap<>(environment);
        profile.forEach((name, value) -> {
            if (onlyFromFile.contains(name) || merged.getOrDefault(name, "").isBlank()) {
                merged.put(name, value);
            }
        });
        return merged;
    }

    private static Map<String, String> read(Path folder, String name) {
        var file = folder.resolve(name + ".env");
        if (name.contains("/") || !Files.isRegularFile(file)) {
            throw new Missing("There is no profile " + name + ": " + file + " is missing. " + others(folder));
        }
        var settings = new HashMap<String, String>();
        try {
            for (var line : Files.readAllLines(file)) {
                var matcher = LINE.matcher(line.strip());
                if (matcher.matches()) {
                    Stream.of(2, 3, 4)
                            .map(matcher::group)
                            .flatMap(Stream::ofNullable)
                            .forEach(value -> settings.put(matcher.group(1), value));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings;
    }

    private static String others(Path folder) {
        try (var files = Files.list(folder)) {
            var names = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".env"))
                    .map(file -> file.substring(0, file.length() - ".env".length()))
                    .sorted()
                    .toList();
            return names.isEmpty() ? "There is none at all." : "There are: " + String.join(", ", names) + ".";
        } catch (IOException _) {
            return "There is none at all.";
        }
    }
}
