package dev.switchboard.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** One event as it stands on the wire, stored in a file that never changes: {@code samples/<topic>/<Type>[-what].json}. */
record Sample(Topic<?> topic, String name, byte[] bytes) {

    static final Topics TOPICS = new Topics("", new Topic.Shape(3, (short) 1));

    private static final Path FOLDER = Path.of("src/test/resources/samples");

    static List<Sample> all() {
        return TOPICS.all().stream().flatMap(topic -> of(topic).stream()).toList();
    }

    static List<Sample> of(Topic<?> topic) {
        try (var files = Files.list(FOLDER.resolve(topic.name()))) {
            return files.sorted().map(file -> read(topic, file)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Sample named(Topic<?> topic, String name) {
        return read(topic, FOLDER.resolve(topic.name()).resolve(name + ".json"));
    }

    private static Sample read(Topic<?> topic, Path file) {
        try {
            return new Sample(topic, file.getFileName().toString().replace(".json", ""), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String type() {
        return name.split("-", 2)[0];
    }

    ObjectNode json() {
        return (ObjectNode) Wire.JSON.readTree(bytes);
    }

    Event event() {
        return ((Reading.Known<?>) Wire.read(bytes, topic.family())).event();
    }

    @Override
    public String toString() {
        return topic.name() + " " + name;
    }
}
