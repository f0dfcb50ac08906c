package dev.switchboard.ingress.send;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.http.Problem.Finding;
import dev.switchboard.http.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A short form of {@link NewMessage}: some fields have names of their own, the others stand in it as they stand there.
 *
 * <pre>{"to":"whatsapp:+14155550100","message":"Hello"}
 * {"to":"+14155550100","media_url":"https://files.example.com/a.jpg","media_type":"image"}
 * {"to":"+14155550100","template_name":"spring_sale","language_code":"en_US"}</pre>
 */
enum WhatsAppForm {
    TEXT(null, Map.of("message", "text")),
    MEDIA("media", Map.of("media_url", "url", "media_type", "kind", "caption", "caption", "filename", "filename")),
    TEMPLATE(
            "template",
            Map.of(
                    "template_name",
                    "name",
                    "language_code",
                    "language",
                    "variables",
                    "variables",
                    "components",
                    "components"));

    private static final String TWILIO_PREFIX = "whatsapp:";

    /** What the path says already, and what another form is for. */
    private static final List<String> NOT_HERE = List.of("channel", "provider", "media", "template", "content");

    private final @Nullable String part;
    private final Map<String, String> names;

    /** @param part the part of a message where its own fields belong */
    WhatsAppForm(@Nullable String part, Map<String, String> names) {
        this.part = part;
        this.names = names;
    }

    SendRequest request(byte[] body, Provider provider, MessageId id, Instant now) {
        var asked = NewMessageJson.object(body);
        refuseWhatDoesNotBelongHere(asked);
        try {
            return NewMessageRules.request(NewMessageJson.read(message(asked, provider)), id, null, now);
        } catch (Refused refused) {
            throw refused.renamed(pointer -> named(pointer, asked));
        }
    }

    private void refuseWhatDoesNotBelongHere(ObjectNode asked) {
        var findings = new ArrayList<Finding>();
        NOT_HERE.stream()
                .filter(asked::has)
                .forEach(name -> findings.add(new Finding("/" + name, "is not a field of this form")));
        if (this == TEXT && asked.has("text") == asked.has("message")) {
            findings.add(new Finding("/text", asked.has("text") ? "stands beside message" : "is missing"));
        }
        if (!findings.isEmpty()) {
            throw Refused.because(findings);
        }
    }

    private ObjectNode message(ObjectNode asked, Provider provider) {
        var message = Wire.JSON
                .createObjectNode()
                .put("channel", Channel.WHATSAPP.wireName())
                .put("provider", provider.name());
        var own = part == null ? message : message.putObject(part);
        asked.properties().forEach(field -> {
            var name = names.get(field.getKey());
            if (name == null) {
                message.set(field.getKey(), value(field.getKey(), field.getValue()));
            } else {
                own.set(name, value(name, field.getValue()));
            }
        });
        return message;
    }

    /** Some write a number as Twilio does, and the kind of a file as its media type. */
    private static JsonNode value(String name, JsonNode given) {
        var text = given.isString() ? given.asString() : "";
        if (name.equals("to") && text.startsWith(TWILIO_PREFIX)) {
            return Wire.JSON.valueToTree(text.substring(TWILIO_PREFIX.length()));
        }
        if (name.equals("kind") && text.contains("/")) {
            var kind = text.substring(0, text.indexOf('/'));
            return Wire.JSON.valueToTree(kind.equals("application") || kind.equals("text") ? "document" : kind);
        }
        return given;
    }

    private String named(String pointer, ObjectNode asked) {
        var before = part == null ? "/" : "/" + part + "/";
        return names.entrySet().stream()
                .filter(name -> asked.has(name.getKey()) || part != null)
                .filter(name -> (pointer + "/").startsWith(before + name.getValue() + "/"))
                .map(name -> "/" + name.getKey()
                        + pointer.substring(before.length() + name.getValue().length()))
                .findFirst()
                .orElse(pointer);
    }
}
