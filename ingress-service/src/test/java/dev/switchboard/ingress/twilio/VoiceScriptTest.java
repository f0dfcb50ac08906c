package dev.switchboard.ingress.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.ingress.twilio.VoiceProperties.Number;
import dev.switchboard.ingress.webhook.Parameters;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class VoiceScriptTest {

    @Test
    void saysOneThingAfterAnother() {
        assertThat(script("Hello // Goodbye").twiml(call("x")))
                .isEqualTo("<Response><Say voice=\"alice\" language=\"en-US\">Hello</Say><Pause length=\"1\"/>"
                        + "<Say voice=\"alice\" language=\"en-US\">Goodbye</Say></Response>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hello {FromCity}! | A & <B> | Hello A &amp; &lt;B>!",
                "Hello {FromCity}! | $1 | Hello $1!",
                "Hello {Unknown}! | x | Hello !",
                "{FromCity} {from city} | x | x {from city}"
            })
    void putsInWhatTwilioSaysOfTheCall(String text, String city, String said) {
        assertThat(script(text).twiml(call(city))).contains(">" + said + "</Say>");
    }

    @Property(tries = 300)
    void isXmlWithTheSameWordsWhateverSomebodyCallsHimself(@ForAll String city) throws Exception {
        var twiml = parsed(script("You call from {FromCity}.").twiml(call(city)));

        assertThat(twiml.getDocumentElement().getChildNodes().getLength()).isOne();
        var said = twiml.getDocumentElement().getFirstChild();
        assertThat(said.getNodeName()).isEqualTo("Say");
        assertThat(said.getChildNodes().getLength()).isOne();
        assertThat(said.getTextContent()).startsWith("You call from ").endsWith(".");
    }

    @Test
    void isXmlAlsoWhereTheEndOfACdataSectionIsSaid() throws Exception {
        assertThat(parsed(script("{FromCity}").twiml(call("a]]>b")))
                        .getDocumentElement()
                        .getTextContent())
                .isEqualTo("a]] >b");
    }

    @Test
    void hasOtherWordsForOneNumber() {
        var voice = new VoiceProperties(
                "Hello", "alice", "en-US", List.of(new Number("+15550002222", "Hallo", null, "de-DE")));

        assertThat(voice.scriptOf("+15550002222")).isEqualTo(new VoiceScript("Hallo", "alice", "de-DE"));
        assertThat(voice.scriptOf("+15550009999")).isEqualTo(new VoiceScript("Hello", "alice", "en-US"));
        assertThat(voice.scriptOf(null)).isEqualTo(new VoiceScript("Hello", "alice", "en-US"));
    }

    private static VoiceScript script(String text) {
        return new VoiceScript(text, "alice", "en-US");
    }

    private static Parameters call(String city) {
        var fields = new LinkedHashMap<String, List<String>>();
        fields.put("FromCity", List.of(city));
        return new Parameters(fields);
    }

    private static Document parsed(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }
}
