package dev.switchboard.ingress.gateway;

import dev.switchboard.contracts.inbound.ReceivedContent;
import dev.switchboard.contracts.inbound.ReceivedContent.Media;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.ingress.webhook.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a message says, by the gateway's own word for it. */
final class GatewayContent {

    private GatewayContent() {}

    static ReceivedContent of(Json message, Json attached) {
        var media = media(attached.isThere() ? attached : message.at("media"));
        return new ReceivedContent(
                kind(message, media),
                message.text("body"),
                media == null ? null : List.of(media),
                location(message),
                null);
    }

    private static String kind(Json message, @Nullable Media media) {
        var type = message.text("type");
        if (type == null) {
            return media == null ? "text" : "document";
        }
        return switch (type) {
            case "chat" -> "text";
            case "ptt" -> "audio";
            case "vcard", "multi_vcard" -> "contacts";
            default -> type;
        };
    }

    /** Of a file in base64 its size and hash are kept, not the file. */
    private static @Nullable Media media(Json media) {
        if (!media.isThere()) {
            return null;
        }
        var data = media.text("data");
        return new Media(
                null,
                media.text("url"),
                media.text("mimetype"),
                data == null ? null : SlimJson.sha256(data),
                media.text("filename"),
                size(media, data));
    }

    private static @Nullable Long size(Json media, @Nullable String data) {
        var told = media.text("filesize");
        if (told != null && told.matches("\\d{1,15}")) {
            return Long.valueOf(told);
        }
        return data == null ? null : data.length() * 3L / 4;
    }

    private static Content.@Nullable Location location(Json message) {
        var place = message.at("location");
        var latitude = place.node().path("latitude").asDouble(Double.NaN);
        var longitude = place.node().path("longitude").asDouble(Double.NaN);
        if (Double.isNaN(latitude) || Double.isNaN(longitude) || Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
            return null;
        }
        return new Content.Location(latitude, longitude, place.text("name"), place.text("address"));
    }
}
