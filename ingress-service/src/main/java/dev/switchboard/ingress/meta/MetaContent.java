package dev.switchboard.ingress.meta;

import dev.switchboard.contracts.inbound.ReceivedContent;
import dev.switchboard.contracts.inbound.ReceivedContent.Choice;
import dev.switchboard.contracts.inbound.ReceivedContent.Media;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.ingress.webhook.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a message says, by its type; null for a type we have no words for. */
final class MetaContent {

    private MetaContent() {}

    static @Nullable ReceivedContent of(Json message) {
        var type = message.text("type");
        var said = type == null ? message : message.at(type);
        return switch (type) {
            case "text" -> new ReceivedContent(type, said.text("body"), null, null, null);
            case "image", "video", "audio", "document", "sticker" ->
                new ReceivedContent(type, said.text("caption"), List.of(media(said)), null, null);
            case "location" -> new ReceivedContent(type, null, null, location(said), null);
            case "contacts" -> new ReceivedContent(type, null, null, null, null);
            case "button" -> choice(type, said.text("text"), new Choice(said.text("payload"), said.text("text")));
            case "interactive" -> interactive(type, said);
            case "order" -> new ReceivedContent(type, said.text("text"), null, null, null);
            case null, default -> null;
        };
    }

    private static ReceivedContent interactive(String type, Json interactive) {
        var kind = interactive.text("type");
        var reply = kind == null ? interactive : interactive.at(kind);
        return switch (kind) {
            case "button_reply", "list_reply" ->
                choice(type, reply.text("title"), new Choice(reply.text("id"), reply.text("title")));
            case "nfm_reply" -> new ReceivedContent(type, reply.text("body"), null, null, null);
            case null, default -> new ReceivedContent(type, null, null, null, null);
        };
    }

    private static ReceivedContent choice(String type, @Nullable String text, Choice choice) {
        return new ReceivedContent(type, text, null, null, choice);
    }

    private static Media media(Json said) {
        return new Media(
                said.text("id"),
                said.text("url"),
                said.text("mime_type"),
                said.text("sha256"),
                said.text("filename"),
                null);
    }

    /** A place without degrees is no place; the words are in {@code raw}. */
    private static Content.@Nullable Location location(Json said) {
        var latitude = said.node().path("latitude").asDouble(Double.NaN);
        var longitude = said.node().path("longitude").asDouble(Double.NaN);
        return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
                ? new Content.Location(latitude, longitude, said.text("name"), said.text("address"))
                : null;
    }
}
