package dev.switchboard.contracts.account;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Provider;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a provider says about our account rather than about a message. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface AccountEvent extends Event {

    Provider provider();

    String account();

    Instant occurredAt();

    @Override
    default String key() {
        return account();
    }

    /** A template was approved, rejected, paused, disabled …, in the provider's own word. */
    @JsonTypeName("TemplateChanged")
    record TemplateChanged(
            Provider provider,
            String account,
            String template,
            @Nullable String language,
            String change,
            @Nullable String reason,
            Instant occurredAt,
            @Nullable JsonNode raw)
            implements AccountEvent {
        public TemplateChanged {
            Required.field("provider", provider);
            Required.field("account", account);
            Required.field("template", template);
            Required.field("change", change);
            Required.field("occurredAt", occurredAt);
        }

        @Override
        public String toString() {
            return "TemplateChanged[" + template + " " + change + "]";
        }
    }

    /** How many conversations a sender may open, or how well it is thought of, has changed. */
    @JsonTypeName("SenderQualityChanged")
    record SenderQualityChanged(
            Provider provider,
            String account,
            @Nullable Address sender,
            String change,
            @Nullable String limit,
            Instant occurredAt,
            @Nullable JsonNode raw)
            implements AccountEvent {
        public SenderQualityChanged {
            Required.field("provider", provider);
            Required.field("account", account);
            Required.field("change", change);
            Required.field("occurredAt", occurredAt);
        }

        @Override
        public String toString() {
            return "SenderQualityChanged[" + change + "]";
        }
    }

    /** The account itself was restricted, banned, reviewed or extended. */
    @JsonTypeName("AccountChanged")
    record AccountChanged(
            Provider provider,
            String account,
            String change,
            Instant occurredAt,
            @Nullable JsonNode raw) implements AccountEvent {
        public AccountChanged {
            Required.field("provider", provider);
            Required.field("account", account);
            Required.field("change", change);
            Required.field("occurredAt", occurredAt);
        }

        @Override
        public String toString() {
            return "AccountChanged[" + change + "]";
        }
    }

    /** A contact said what it wants to receive; {@code wanted} is false for a stop. */
    @JsonTypeName("PreferenceChanged")
    record PreferenceChanged(
            Provider provider,
            String account,
            Address contact,
            String category,
            boolean wanted,
            Instant occurredAt,
            @Nullable JsonNode raw)
            implements AccountEvent {
        public PreferenceChanged {
            Required.field("provider", provider);
            Required.field("account", account);
            Required.field("contact", contact);
            Required.field("category", category);
            Required.field("occurredAt", occurredAt);
        }

        @Override
        public String toString() {
            return "PreferenceChanged[" + contact + " " + category + "=" + wanted + "]";
        }
    }

    /** An account-level field nobody knows yet, kept whole. */
    @JsonTypeName("UnknownAccountEvent")
    record UnknownAccountEvent(
            Provider provider,
            String account,
            String kind,
            Instant occurredAt,
            @Nullable JsonNode raw) implements AccountEvent {
        public UnknownAccountEvent {
            Required.field("provider", provider);
            Required.field("account", account);
            Required.field("kind", kind);
            Required.field("occurredAt", occurredAt);
        }

        @Override
        public String toString() {
            return "UnknownAccountEvent[" + kind + "]";
        }
    }
}
