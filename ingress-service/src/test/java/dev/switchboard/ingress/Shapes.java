package dev.switchboard.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.switchboard.contracts.Wire;
import dev.switchboard.ingress.webhook.Fact;
import dev.switchboard.ingress.webhook.Facts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Every shape of webhook in one table per provider ({@code fixtures/<provider>.shapes}): which events it becomes, with
 * what tells them apart, and what of it cannot be read.
 */
public final class Shapes {

    private static final List<String> TELLING =
            List.of("kind", "state", "status", "progress", "change", "category", "emoji", "replyTo");

    private Shapes() {}

    /** As the table has it. */
    public static String expected(String provider) {
        return new String(Fixtures.read(provider + ".shapes"), UTF_8)
                .lines()
                .sorted()
                .collect(joining("\n"));
    }

    /** Of every file there is, so that none is left out of the table. */
    public static String read(String provider, Function<String, Facts> read) {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/fixtures", provider))) {
            return files.map(file -> file.getFileName().toString())
                    .map(fixture -> fixture + " -> " + of(read.apply(fixture)))
                    .sorted()
                    .collect(joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String of(Facts facts) {
        return Stream.concat(
                        facts.read().stream().map(Shapes::of),
                        facts.unread().stream().map(reason -> "unread: " + reason))
                .collect(joining(" | "));
    }

    private static String of(Fact fact) {
        var event = switch (fact) {
            case Fact.Received received -> received.event();
            case Fact.Reported reported -> reported.event();
            case Fact.Announced announced -> announced.event();
        };
        JsonNode json = Wire.JSON.valueToTree(event);
        var words = Stream.concat(
                TELLING.stream().map(json::path),
                Stream.of(
                        json.path("content").path("kind"),
                        json.path("content").path("text"),
                        json.path("content").path("media").path(0).path("contentType"),
                        json.path("content").path("choice").path("id"),
                        json.path("failure").path("code")));
        return Stream.concat(
                        Stream.of(event.getClass().getSimpleName()),
                        words.filter(JsonNode::isString).map(JsonNode::asString))
                .collect(joining(" "));
    }
}
