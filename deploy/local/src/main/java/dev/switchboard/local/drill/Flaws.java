package dev.switchboard.local.drill;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.MustUnderstand;
import dev.switchboard.contracts.Topic;
import dev.switchboard.local.drill.Fate.Dead;
import dev.switchboard.local.drill.Fate.DeadOrDone;
import dev.switchboard.local.drill.Fate.Done;
import dev.switchboard.local.drill.Fate.Skipped;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Every way we know in which a record can be wrong. */
final class Flaws {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEEP = 5_000;
    private static final int LONG = 20_000;
    private static final Dead NO_JSON = new Dead("undecodable", "not JSON at line");
    private static final Dead NO_OBJECT = new Dead("undecodable", "not a JSON object");
    private static final Dead NO_VALUE = new Dead("undecodable", "has no value");
    private static final Dead NO_TEXT = new Dead("undecodable", "no text can hold");

    private Flaws() {}

    /** Those a record may have any number of times. */
    static final List<Flaw> SMALL = List.of(
            bytes("no value", NO_VALUE, _ -> null),
            bytes("empty", NO_VALUE, _ -> new byte[0]),
            bytes(
                    "not UTF-8",
                    NO_JSON,
                    json -> json.replace("}", ",\"x\":\"\u00ff\"}").getBytes(ISO_8859_1)),
            text("no JSON", NO_JSON, _ -> "hello"),
            text("an array", NO_OBJECT, json -> "[" + json + "]"),
            text("cut off", NO_JSON, json -> json.substring(0, 2 * json.length() / 3)),
            text("something behind it", new Dead("invalid", "the value"), json -> json + "{}"),
            text(
                    "a field twice",
                    new Dead("undecodable", "stands twice"),
                    json -> json.replaceFirst("\\{", "{\"x\":1,\"x\":2,")),
            text(
                    "nested deep",
                    new Dead("undecodable", "too deep"),
                    json -> json.replaceFirst("\\{", "{\"x\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + ",")),
            text("U+0000", NO_TEXT, json -> json.replaceFirst("\\{", "{\"x\":\"a\\\\u0000\",")),
            text("half a character", NO_TEXT, json -> json.replaceFirst("\\{", "{\"x\":\"\\\\ud83d\",")),
            field("a required field missing", " is missing", Places::required, _ -> null),
            field("a field of another type", "", Places::required, _ -> JSON.arrayNode()),
            field("an unknown word", "", Places::word, _ -> JSON.stringNode("pigeon")),
            field("an invalid address", "", Places::address, _ -> JSON.stringNode("+1 415 555")),
            field("an invalid id", "", Places::id, _ -> JSON.stringNode("1-1-1-1-1")),
            field("a number out of range", "", Places::number, _ -> JSON.numberNode(99_999_999_999L)),
            field("a number for a time", "", Places::time, _ -> JSON.numberNode(1_700_000_000)),
            field("no time", "", Places::time, _ -> JSON.stringNode("yesterday")),
            field("a time nobody reckons with", "", Places::time, _ -> JSON.stringNode("+99999999-12-31T23:59:59Z")),
            new Flaw("too long a text", new DeadOrDone(), Flaws::tooLong),
            new Flaw("a conflict", new Dead("conflict", "messageId"), Flaws::conflict),
            new Flaw("an unknown type", new Skipped(), Flaws::unknownType),
            new Flaw("no key", new Done(), (good, _) -> keyed(good, null)),
            new Flaw("another's key", new Done(), (good, _) -> keyed(good, "somebody-else")));

    /** Those that need room. */
    static final List<Flaw> LARGE = List.of(
            new Flaw(
                    "as long as can be",
                    NO_OBJECT,
                    (good, topic) ->
                            Optional.of(Spoilt.value(good, '"' + "x".repeat(topic.maxRecordBytes() - 200) + '"'))),
            new Flaw(
                    "larger than a dead letter may be",
                    NO_OBJECT,
                    (good, topic) -> Optional.of(Spoilt.value(
                            good, '"' + "x".repeat(topic.maxRecordBytes() + topic.maxRecordBytes() / 4) + '"'))));

    static boolean mustBeUnderstood(Topic<? extends Event> topic) {
        return topic.family().isAnnotationPresent(MustUnderstand.class);
    }

    private static Flaw bytes(String name, Fate fate, Function<String, byte @Nullable []> value) {
        return new Flaw(
                name,
                fate,
                (good, _) ->
                        Optional.of(Spoilt.value(good, value.apply(good.value().toString()))));
    }

    private static Flaw text(String name, Fate fate, UnaryOperator<String> value) {
        return new Flaw(
                name,
                fate,
                (good, _) ->
                        Optional.of(Spoilt.value(good, value.apply(good.value().toString()))));
    }

    /** @param node what stands there instead; where it is null the field goes */
    private static Flaw field(
            String name,
            String reason,
            Function<Places, @Nullable String> place,
            Function<GoodRecord, @Nullable JsonNode> node) {
        return new Flaw(
                name,
                new Dead("invalid", reason),
                (good, topic) -> Optional.ofNullable(place.apply(Places.of(topic.family())))
                        .map(pointer -> Spoilt.value(good, with(good, pointer, node.apply(good)))));
    }

    private static String with(GoodRecord good, String pointer, @Nullable JsonNode node) {
        var value = good.value().deepCopy();
        var place = JsonPointer.compile(pointer);
        switch (value.at(place.head())) {
            case ArrayNode array when node != null -> array.set(place.last().getMatchingIndex(), node);
            case ObjectNode object when node != null -> object.set(place.last().getMatchingProperty(), node);
            case ObjectNode object -> object.remove(place.last().getMatchingProperty());
            default -> throw new IllegalArgumentException("there is no place " + pointer);
        }
        return value.toString();
    }

    /** Of letters that no compression makes short: an index holds less than three thousand bytes. */
    private static Optional<Spoilt> tooLong(GoodRecord good, Topic<? extends Event> topic) {
        var letters = new Random(good.key().hashCode())
                .ints(LONG, 'A', 'Z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return Optional.of(
                Spoilt.value(good, with(good, Places.of(topic.family()).text(), JSON.stringNode(letters))));
    }

    private static Optional<Spoilt> conflict(GoodRecord good, Topic<? extends Event> topic) {
        return mustBeUnderstood(topic)
                ? Optional.of(Spoilt.value(good, with(good, "/content/body", JSON.stringNode("Other words"))))
                : Optional.empty();
    }

    private static Optional<Spoilt> unknownType(GoodRecord good, Topic<? extends Event> topic) {
        var value = good.value().deepCopy().put("type", "SomethingNewer").put("messageId", 7);
        return Optional.of(Spoilt.value(good, value.toString()));
    }

    /** Who reads it goes by what it says. */
    private static Optional<Spoilt> keyed(GoodRecord good, @Nullable String key) {
        var value = good.value().toString().getBytes(UTF_8);
        return Optional.of(new Spoilt(key == null ? null : key.getBytes(UTF_8), value));
    }
}
