package dev.switchboard.dispatcher.meta;

import static java.util.Comparator.comparingInt;
import static java.util.Objects.requireNonNullElse;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.request.ReadRequest;
import dev.switchboard.contracts.request.SendRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a request as the Graph API's message. */
final class MetaMessage {

    private static final String USUAL_LANGUAGE = "en";

    private MetaMessage() {}

    static ObjectNode of(SendRequest request) {
        var message = object().put("messaging_product", "whatsapp").put("recipient_type", "individual");
        address(message, request);
        // Comes back in every status of the message.
        message.put("biz_opaque_callback_data", request.messageId().toString());
        if (request.replyTo() != null) {
            message.putObject("context").put("message_id", request.replyTo());
        }
        return content(message, request.content());
    }

    /** That a message was read, and an answer is being written, goes where messages go. */
    static ObjectNode read(ReadRequest read) {
        var message = object().put("messaging_product", "whatsapp")
                .put("status", "read")
                .put("message_id", read.providerId());
        if (read.saysTyping()) {
            message.putObject("typing_indicator").put("type", "text");
        }
        return message;
    }

    private static void address(ObjectNode message, SendRequest request) {
        var to = request.to();
        if (to.isPhone()) {
            message.put("to", to.value().substring(1));
        } else {
            message.put("recipient", to.value());
        }
    }

    private static ObjectNode content(ObjectNode message, Content content) {
        return switch (content) {
            case Content.Text text -> typed(message, "text", text(text));
            case Content.Media media -> typed(message, media.kind().wireName(), media(media));
            case Content.Template template -> typed(message, "template", template(template));
            case Content.Interactive interactive -> typed(message, "interactive", interactive.interactive());
            case Content.Location location -> typed(message, "location", location(location));
            case Content.Contacts contacts ->
                typed(message, "contacts", Wire.JSON.createArrayNode().addAll(contacts.contacts()));
            case Content.Reaction reaction -> typed(message, "reaction", reaction(reaction));
        };
    }

    private static ObjectNode typed(ObjectNode message, String type, JsonNode content) {
        message.put("type", type).set(type, content);
        return message;
    }

    private static ObjectNode text(Content.Text text) {
        return object().put("body", text.body()).put("preview_url", Boolean.TRUE.equals(text.previewUrl()));
    }

    private static ObjectNode media(Content.Media media) {
        var node = object().put("link", media.url().toString());
        putIfPresent(node, "caption", media.caption());
        if (media.kind() == Content.Media.Kind.DOCUMENT) {
            putIfPresent(node, "filename", media.filename());
        }
        return node;
    }

    /** Words that would get lost are no reason to send the rest without them. */
    static boolean losesWords(Content content) {
        return content instanceof Content.Media media
                && media.caption() != null
                && !media.kind().takesCaption();
    }

    private static ObjectNode location(Content.Location location) {
        var node = object().put("latitude", location.latitude()).put("longitude", location.longitude());
        putIfPresent(node, "name", location.name());
        putIfPresent(node, "address", location.address());
        return node;
    }

    /** An empty emoji takes the reaction back. */
    private static ObjectNode reaction(Content.Reaction reaction) {
        return object().put("message_id", reaction.providerId()).put("emoji", requireNonNullElse(reaction.emoji(), ""));
    }

    private static ObjectNode template(Content.Template template) {
        var node = object().put("name", template.name());
        node.putObject("language")
                .put("code", requireNonNullElse(template.language(), USUAL_LANGUAGE))
                .put("policy", "deterministic");
        var variables = template.variables();
        if (template.components() != null) {
            node.set("components", template.components());
        } else if (variables != null && !variables.isEmpty()) {
            node.putArray("components").add(body(variables));
        }
        return node;
    }

    private static ObjectNode body(Map<String, String> variables) {
        var component = object().put("type", "body");
        var parameters = component.putArray("parameters");
        variables.entrySet().stream()
                .sorted(comparingInt(MetaMessage::position).thenComparing(Map.Entry::getKey))
                .forEach(variable -> parameters.add(parameter(variable)));
        return component;
    }

    private static int position(Map.Entry<String, String> variable) {
        return isPosition(variable) ? Integer.parseInt(variable.getKey()) : Integer.MAX_VALUE;
    }

    private static boolean isPosition(Map.Entry<String, String> variable) {
        return variable.getKey().matches("\\d{1,4}");
    }

    /** Numbered variables go by their order, the others by their name. */
    private static ObjectNode parameter(Map.Entry<String, String> variable) {
        var parameter = object().put("type", "text").put("text", variable.getValue());
        return isPosition(variable) ? parameter : parameter.put("parameter_name", variable.getKey());
    }

    private static void putIfPresent(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    private static ObjectNode object() {
        return Wire.JSON.createObjectNode();
    }
}
