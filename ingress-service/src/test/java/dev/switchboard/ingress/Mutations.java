package dev.switchboard.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.contracts.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Genuine webhooks with something wrong in them: single bytes, and whole values in the place of others. */
final class Mutations {

    private static final String MARK = "put-the-odd-value-here";

    /** As they stand in JSON. */
    private static final List<String> ODD_JSON = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1e400",
            "99999999999999999999",
            "0.1",
            "[]",
            "{}",
            "[null]",
            "[[[[[[[[[[1]]]]]]]]]]",
            "[".repeat(70) + "]".repeat(70),
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"a\\nb\"",
            "\"999999999999999\"",
            "\"123456789012@g.us\"",
            "\"" + "x".repeat(20_000) + "\"",
            "{\"id\":{\"_serialized\":{}}}",
            "{\"a\":1,\"a\":2}");

    /** As they stand in a form. */
    private static final List<String> ODD_FORM = List.of(
            "",
            "%00",
            "%",
            "%zz",
            "%ED%A0%80",
            "%0A",
            "+",
            "%2B",
            "1e400",
            "99999999999999999999",
            "whatsapp%3A",
            "whatsapp%3A%2B",
            "messenger%3A1",
            "%2B1&From=%2B2",
            "a".repeat(3_000));

    private Mutations() {}

    static Arbitrary<byte[]> ofJson(String folder) {
        return Combinators.combine(
                        Arbitraries.of(fixtures(folder)),
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.of(ODD_JSON))
                .as(Mutations::withOddJson);
    }

    static Arbitrary<byte[]> ofForm() {
        return Combinators.combine(
                        Arbitraries.of(fixtures("twilio")),
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.of(ODD_FORM))
                .as(Mutations::withOddField);
    }

    static Arbitrary<byte[]> ofBytes(String folder) {
        return Combinators.combine(
                        Arbitraries.of(fixtures(folder)),
                        Arbitraries.integers().between(0, 10_000),
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(6))
                .as(Mutations::replaced);
    }

    static Arbitrary<byte[]> genuine(String folder) {
        return Arbitraries.of(fixtures(folder));
    }

    private static byte[] replaced(byte[] genuine, int at, int length, byte[] by) {
        var begin = at % genuine.length;
        var end = Math.min(genuine.length, begin + length);
        var text = new ArrayList<byte[]>(
                List.of(Arrays.copyOf(genuine, begin), by, Arrays.copyOfRange(genuine, end, genuine.length)));
        var bytes = new byte[text.stream().mapToInt(part -> part.length).sum()];
        var to = 0;
        for (var part : text) {
            System.arraycopy(part, 0, bytes, to, part.length);
            to += part.length;
        }
        return bytes;
    }

    private static byte[] withOddField(byte[] genuine, int n, String odd) {
        var pairs = new String(genuine, UTF_8).split("&");
        var at = n % pairs.length;
        pairs[at] = pairs[at].split("=", 2)[0] + "=" + odd;
        return String.join("&", pairs).getBytes(UTF_8);
    }

    private static byte[] withOddJson(byte[] genuine, int n, String odd) {
        var tree = Wire.JSON.readTree(genuine);
        var places = new ArrayList<Runnable>();
        places(tree, places);
        places.get(n % places.size()).run();
        return tree.toString().replace("\"" + MARK + "\"", odd).getBytes(UTF_8);
    }

    private static void places(JsonNode node, List<Runnable> places) {
        switch (node) {
            case ObjectNode object ->
                object.properties().forEach(field -> {
                    places.add(() -> object.put(field.getKey(), MARK));
                    places(field.getValue(), places);
                });
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    var at = i;
                    places.add(() -> array.set(at, Wire.JSON.getNodeFactory().stringNode(MARK)));
                    places(array.get(i), places);
                }
            }
            default -> {}
        }
    }

    /** All there are, so that a new one is mutated too. */
    private static List<byte[]> fixtures(String folder) {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/fixtures", folder))) {
            return files.sorted()
                    .map(file -> Fixtures.read(folder + "/" + file.getFileName()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
