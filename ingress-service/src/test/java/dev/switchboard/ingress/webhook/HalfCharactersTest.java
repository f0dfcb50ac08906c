package dev.switchboard.ingress.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfCharactersTest {

    @ParameterizedTest
    @CsvSource({
        "\"cut \\ud83d\", \"cut \\ufffd\"",
        "\"\\udc4d cut\", \"\\ufffd cut\"",
        "\"\\ud83d\\ud83d\\udc4d\", \"\\ufffd\\ud83d\\udc4d\"",
        "\"\\udc4d\\ud83d\", \"\\ufffd\\ufffd\"",
        "\"nul \\u0000\", \"nul \\ufffd\"",
        "\"\\ud83d\\udc4d\", \"\\ud83d\\udc4d\"",
        "\"\\\\ud83d\", \"\\\\ud83d\"",
        "\"\\\\\\ud83d\", \"\\\\\\ufffd\"",
        "\"\\u00e4 \\ud8\", \"\\u00e4 \\ud8\"",
        "ä👍\\, ä👍\\"
    })
    void putsTheSignForWhatIsLostInThePlaceOfHalfACharacter(String json, String mended) {
        assertThat(new String(HalfCharacters.replaced(json.getBytes(UTF_8)), UTF_8))
                .isEqualTo(mended);
    }
}
