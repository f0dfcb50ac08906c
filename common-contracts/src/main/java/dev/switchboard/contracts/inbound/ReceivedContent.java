package dev.switchboard.contracts.inbound;

import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.message.Content.Location;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a contact wrote. {@code kind} is the network's own word (text, image, button, order …), an open vocabulary; what
 * has no field here is in the event's {@code raw}.
 */
public record ReceivedContent(
        String kind,
        @Nullable String text,
        @Nullable List<Media> media,
        @Nullable Location location,
        @Nullable Choice choice) {

    public ReceivedContent {
        Required.field("content.kind", kind);
    }

    public static ReceivedContent text(String text) {
        return new ReceivedContent("text", text, null, null, null);
    }

    /** Where the provider keeps a file, and what it says of it. Nothing is fetched on the way in. */
    public record Media(
            @Nullable String id,
            @Nullable String url,
            @Nullable String contentType,
            @Nullable String sha256,
            @Nullable String filename,
            @Nullable Long size) {
        @Override
        public String toString() {
            return "Media";
        }
    }

    /** A button or list row that was pressed. */
    public record Choice(@Nullable String id, @Nullable String title) {
        @Override
        public String toString() {
            return "Choice";
        }
    }

    @Override
    public String toString() {
        return "ReceivedContent[" + kind + "]";
    }
}
