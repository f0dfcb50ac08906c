package dev.switchboard.operator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A {@code ./switchboard dev} that runs now, as it announced itself in its folder. */
public record RunningDev(JsonNode announcement) {

    private static final Pattern FOLDER = Pattern.compile("switchboard-dev-\\d+-\\d+");
    private static final String ANNOUNCEMENT = "dev.json";

    static List<RunningDev> all(Path temporary) {
        try (var content = Files.list(temporary)) {
            return content.filter(path ->
                            FOLDER.matcher(path.getFileName().toString()).matches())
                    .map(path -> path.resolve(ANNOUNCEMENT))
                    .flatMap(path -> read(path).stream())
                    .filter(RunningDev::isAlive)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that is just ending takes its folder with it. */
    private static Optional<RunningDev> read(Path path) {
        try {
            return Optional.of(new RunningDev(JsonMapper.shared().readTree(Files.readString(path))));
        } catch (IOException | JacksonException _) {
            return Optional.empty();
        }
    }

    private boolean isAlive() {
        return ProcessHandle.of(announcement.path("pid").asLong(-1)).isPresent();
    }

    public URI at(String part) {
        return URI.create(announcement.path(part).asString(""));
    }

    public String text(String name) {
        return announcement.path(name).asString("");
    }
}
