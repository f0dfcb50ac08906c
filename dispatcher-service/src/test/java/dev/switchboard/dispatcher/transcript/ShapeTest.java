package dev.switchboard.dispatcher.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.Wire;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {

    private static final Shape SHAPE = new Shape(Set.of("kind", "list.type"), Set.of("to", "From"));

    @ParameterizedTest
    @CsvSource({
        "to, whatsapp:+14155550100, whatsapp:+14***0100",
        "to, 14155550100, 141***0100",
        "to, 911, ***",
        "kind, text, text",
        "body, Your code is 123456, 19 characters",
        "body, x, 1 character",
        "media, https://files.example.com/ada/passport.jpg?key=1, 'files.example.com, 48 characters'",
        "media, https://not a host, 18 characters"
    })
    void tellsAValueOnlyWhereItIsKnownToBeHarmless(String name, String value, String told) {
        assertThat(SHAPE.of(Map.of(name, List.of(value)))).containsExactly(Map.entry(name, told));
    }

    @Test
    void namesWhatStandsInsideADocument() {
        var fields = SHAPE.of(Wire.JSON.readTree("""
                {"kind":"a","list":[{"type":"body","text":"Ada"},{"type":"image"}],"none":null,"n":52.52}
                """));

        assertThat(fields)
                .containsExactly(
                        Map.entry("kind", "a"),
                        Map.entry("list[0].type", "body"),
                        Map.entry("list[0].text", "3 characters"),
                        Map.entry("list[1].type", "image"),
                        Map.entry("n", "5 characters"));
    }

    @Test
    void keepsOfAnAnswerOnlyWhatItKnows() {
        assertThat(SHAPE.known("{\"kind\":\"a\",\"message\":\"+14155550100 is no number\",\"to\":\"+14155550100\"}"))
                .containsExactly(Map.entry("kind", "a"), Map.entry("to", "+14***0100"));
        assertThat(SHAPE.known("<html>+14155550100</html>")).isEmpty();
    }

    @Test
    void isBoundedHoweverLongTheDocumentIs() {
        var many = Wire.JSON.createObjectNode();
        for (var n = 0; n < 500; n++) {
            many.put("field" + n, "x".repeat(n));
        }
        many.put("kind", "x".repeat(1000));

        assertThat(SHAPE.of(many)).hasSize(60);
        assertThat(SHAPE.of(Map.of("kind", List.of("x".repeat(1000))))).containsValue("1000 characters");
    }
}
