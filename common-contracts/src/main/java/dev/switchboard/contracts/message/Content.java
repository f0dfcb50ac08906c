package dev.switchboard.contracts.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.switchboard.contracts.Required;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a message says. Bodies never print. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Content {

    /** {@code {"type":"text","body":"Your parcel is here."}} */
    @JsonTypeName("text")
    record Text(String body, @Nullable Boolean previewUrl) implements Content {
        public Text {
            Required.field("content.body", body);
            Required.that(!body.isEmpty(), "content.body is empty");
        }

        public Text(String body) {
            this(body, null);
        }

        @Override
        public String toString() {
            return "Text[" + body.length() + " characters]";
        }
    }

    /** {@code {"type":"media","kind":"image","url":"https://example.com/a.jpg","caption":"The parcel"}} */
    @JsonTypeName("media")
    record Media(
            Kind kind,
            URI url,
            @Nullable String caption,
            @Nullable String filename) implements Content {
        public Media {
            Required.field("content.kind", kind);
            Required.field("content.url", url);
            Required.that(url.isAbsolute(), "content.url is not an absolute address");
        }

        @Override
        public String toString() {
            return "Media[" + kind.wireName() + "]";
        }

        public enum Kind {
            @JsonProperty("image")
            IMAGE,
            @JsonProperty("video")
            VIDEO,
            @JsonProperty("audio")
            AUDIO,
            @JsonProperty("document")
            DOCUMENT,
            @JsonProperty("sticker")
            STICKER;

            public String wireName() {
                return name().toLowerCase(Locale.ROOT);
            }

            /** Whether WhatsApp shows words with it. */
            public boolean takesCaption() {
                return switch (this) {
                    case IMAGE, VIDEO, DOCUMENT -> true;
                    case AUDIO, STICKER -> false;
                };
            }
        }
    }

    /**
     * {@code {"type":"template","name":"order_update","language":"en","variables":{"1":"tomorrow"},"text":"It comes
     * tomorrow"}}. {@code text} is what the template says in plain words: what a page shows and an SMS fallback sends.
     * {@code components} goes to Meta as it is and replaces {@code variables} there.
     */
    @JsonTypeName("template")
    record Template(
            String name,
            @Nullable String language,
            @Nullable Map<String, String> variables,
            @Nullable JsonNode components,
            @Nullable String text)
            implements Content {
        public Template {
            Required.field("content.name", name);
            Required.that(!name.isBlank(), "content.name is blank");
        }

        @Override
        public String toString() {
            return "Template[" + name + "]";
        }
    }

    /** Buttons, lists and flows in the provider's own words; {@code text} is what they say to a reader. */
    @JsonTypeName("interactive")
    record Interactive(JsonNode interactive, @Nullable String text) implements Content {
        public Interactive {
            Required.field("content.interactive", interactive);
        }

        @Override
        public String toString() {
            return "Interactive";
        }
    }

    /** {@code {"type":"location","latitude":52.52,"longitude":13.4,"name":"Office"}} */
    @JsonTypeName("location")
    record Location(
            double latitude,
            double longitude,
            @Nullable String name,
            @Nullable String address) implements Content {
        public Location {
            Required.that(Math.abs(latitude) <= 90, "content.latitude is not between -90 and 90");
            Required.that(Math.abs(longitude) <= 180, "content.longitude is not between -180 and 180");
        }

        @Override
        public String toString() {
            return "Location";
        }
    }

    /** Contact cards as the provider writes them. */
    @JsonTypeName("contacts")
    record Contacts(List<JsonNode> contacts) implements Content {
        public Contacts {
            Required.field("content.contacts", contacts);
            Required.that(!contacts.isEmpty(), "content.contacts is empty");
        }

        @Override
        public String toString() {
            return "Contacts[" + contacts.size() + "]";
        }
    }

    /** {@code {"type":"reaction","providerId":"wamid.A","emoji":"👍"}}; without an emoji the reaction is taken back. */
    @JsonTypeName("reaction")
    record Reaction(String providerId, @Nullable String emoji) implements Content {
        public Reaction {
            Required.field("content.providerId", providerId);
        }

        @Override
        public String toString() {
            return "Reaction";
        }
    }

    /** What a person would read, where there is something to read. */
    default @Nullable String plainText() {
        return switch (this) {
            case Text text -> text.body();
            case Media media -> media.caption();
            case Template template -> template.text();
            case Interactive interactive -> interactive.text();
            case Location location -> location.name();
            case Contacts _ -> null;
            case Reaction reaction -> reaction.emoji();
        };
    }
}
