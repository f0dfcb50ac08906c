package dev.switchboard.ingress.twilio;

import dev.switchboard.ingress.webhook.Parameters;
import java.io.StringWriter;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * What a caller hears, as TwiML. {@code //} is a pause; {@code {FromCity}} is what Twilio says
 * of the call under that name, or nothing. What comes from outside can only ever be text.
 */
record VoiceScript(String text, String voice, String language) {

    private static final Pattern FIELD = Pattern.compile("\\{([A-Za-z]{1,40})}");
    private static final Pattern PAUSE = Pattern.compile("\\s*//\\s*");

    /** What XML has no way to write, not even escaped. */
    private static final Pattern UNWRITABLE =
            Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

    String twiml(Parameters call) {
        var twiml = new StringWriter();
        try {
            var xml = XMLOutputFactory.newFactory().createXMLStreamWriter(twiml);
            xml.writeStartElement("Response");
            var isFirst = true;
            for (var paragraph : PAUSE.split(text.strip())) {
                if (!isFirst) {
                    xml.writeEmptyElement("Pause");
                    xml.writeAttribute("length", "1");
                }
                say(xml, filled(paragraph, call));
                isFirst = false;
            }
            xml.writeEndElement();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("nothing that was checked cannot be written", e);
        }
        return twiml.toString();
    }

    private void say(XMLStreamWriter xml, String words) throws XMLStreamException {
        if (words.isBlank()) {
            return;
        }
        xml.writeStartElement("Say");
        xml.writeAttribute("voice", voice);
        xml.writeAttribute("language", language);
        xml.writeCharacters(words);
        xml.writeEndElement();
    }

    private static String filled(String paragraph, Parameters call) {
        var filled = FIELD.matcher(paragraph).replaceAll(field -> value(field, call));
        // The platform's writer lets this pass, and no parser does.
        return UNWRITABLE.matcher(filled).replaceAll("").replace("]]>", "]] >");
    }

    /** As it is: a dollar sign in it is no group. */
    private static String value(MatchResult field, Parameters call) {
        var value = call.get(field.group(1));
        return value == null ? "" : Matcher.quoteReplacement(value);
    }
}
