package dev.switchboard.ingress.send;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.Fallback;
import dev.switchboard.contracts.request.SendRequest.OnUncertain;
import dev.switchboard.contracts.request.SendRequest.Priority;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a caller writes. It differs from the contract's request where a person types it by hand:
 *
 * <pre>{"to":"+14155550149","channel":"whatsapp","template":"spring_sale","fallback":"sms","text":"Sale ends today"}</pre>
 *
 * @param text what is sent; beside a template, what the template says in plain words
 */
record NewMessage(
        @Nullable String to,
        @Nullable Channel channel,
        @Nullable String text,
        @Nullable Template template,
        Content.@Nullable Media media,
        @Nullable Content content,
        @Nullable String from,
        @Nullable Provider provider,
        @Nullable String replyTo,
        @Nullable Fallback fallback,
        @Nullable Priority priority,
        @Nullable String category,
        @Nullable Instant sendAt,
        @Nullable Instant expiresAt,
        @Nullable OnUncertain onUncertain,
        @Nullable Boolean trackReceipts,
        @Nullable Boolean trackReads,
        @Nullable String tenant,
        @Nullable Map<String, String> metadata) {

    /** A name says it all for most of them. */
    record Template(
            @Nullable String name,
            @Nullable String language,
            @Nullable Map<String, String> variables,
            @Nullable JsonNode components) {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Template named(String name) {
            return new Template(name, null, null, null);
        }

        @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
        static Template of(
                @JsonProperty("name") @Nullable String name,
                @JsonProperty("language") @Nullable String language,
                @JsonProperty("variables") @Nullable Map<String, String> variables,
                @JsonProperty("components") @Nullable JsonNode components) {
            return new Template(name, language, variables, components);
        }
    }

    @Override
    public String toString() {
        return "NewMessage";
    }
}
