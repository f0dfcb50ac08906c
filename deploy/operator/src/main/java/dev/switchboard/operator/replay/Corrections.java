package dev.switchboard.operator.replay;

import dev.switchboard.contracts.Reading;
import dev.switchboard.contracts.RecordPosition;
import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.deadletter.CannotWork;
import dev.switchboard.operator.dlt.DeadLetter;
import dev.switchboard.operator.dlt.Positions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Values a person corrected, in the lines that {@code export} wrote: {@code text} is what was edited. Key and headers come
 * from the dead letter itself, whatever the file says.
 */
record Corrections(Map<RecordPosition, Line> lines) {

    static final Corrections NONE = new Corrections(Map.of());

    /** What a file's line says; its number is for people. */
    record Line(int number, byte[] value) {}

    static Corrections read(Path file) {
        var lines = new HashMap<RecordPosition, Line>();
        try {
            var number = 0;
            for (var text : Files.readAllLines(file)) {
                number++;
                if (!text.isBlank()) {
                    add(lines, file, number, text);
                }
            }
        } catch (IOException e) {
            throw new BadFile(file + " cannot be read");
        }
        return new Corrections(Map.copyOf(lines));
    }

    private static void add(Map<RecordPosition, Line> lines, Path file, int number, String text) {
        try {
            var json = Wire.JSON.readTree(text);
            var position = Positions.parse(json.path("position").asString(""))
                    .orElseThrow(
                            () -> new BadFile(file + " line " + number + ": position is not TOPIC/PARTITION@OFFSET"));
            lines.put(position, new Line(number, value(json)));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new BadFile(file + " line " + number + " is not a line that export wrote");
        }
    }

    /** The bytes stand where the text was left as it was: not every byte is text. */
    private static byte[] value(JsonNode json) {
        var exported = Base64.getDecoder().decode(json.path("value").asString(""));
        var text = json.path("text").asString("");
        return text.equals(new String(exported, StandardCharsets.UTF_8))
                ? exported
                : text.getBytes(StandardCharsets.UTF_8);
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    Set<RecordPosition> positions() {
        return lines.keySet();
    }

    byte @Nullable [] value(DeadLetter letter) {
        var line = lines.get(letter.position());
        return line == null ? letter.record().value() : line.value();
    }

    /** Whoever corrects is told at once what is still wrong. */
    void check(DeadLetter letter, Topic<?> target) {
        var line = lines.get(letter.position());
        if (line == null) {
            return;
        }
        var position = letter.position();
        try {
            switch (target.read(
                    new ConsumerRecord<>(target.name(), 0, 0, letter.record().key(), line.value()))) {
                case Reading.Known<?>(var event)
                when !letter.key().isEmpty() && !event.key().equals(letter.key()) ->
                    throw new BadFile("line " + line.number() + " (" + position
                            + "): it is about another id than the record it corrects; the key stays as it was");
                case Reading.Known<?> _ -> {}
                case Reading.UnknownType<?> _ ->
                    throw new BadFile("line " + line.number() + " (" + position + "): type is not one of ours");
            }
        } catch (CannotWork e) {
            throw new BadFile("line " + line.number() + " (" + position + "): " + e.getMessage());
        }
    }

    /** The file cannot be meant so. */
    static final class BadFile extends RuntimeException {
        BadFile(String message) {
            super(message);
        }
    }
}
