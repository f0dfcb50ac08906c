package dev.switchboard.ingress.meta;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.account.AccountEvent;
import dev.switchboard.contracts.account.AccountEvent.AccountChanged;
import dev.switchboard.contracts.account.AccountEvent.PreferenceChanged;
import dev.switchboard.contracts.account.AccountEvent.SenderQualityChanged;
import dev.switchboard.contracts.account.AccountEvent.TemplateChanged;
import dev.switchboard.contracts.account.AccountEvent.UnknownAccountEvent;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.ingress.webhook.Fact;
import dev.switchboard.ingress.webhook.Json;
import dev.switchboard.ingress.webhook.Unreadable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * News about templates, numbers and the account itself:
 *
 * <pre>{"field":"message_template_status_update","value":{"event":"PAUSED","message_template_name":"spring_sale",
 *  "message_template_language":"en","reason":"NONE"}}</pre>
 */
record MetaAccount(
        String account, String field, Json value, @Nullable String told, Instant at) {

    static List<Fact> read(Json entry, Json change, Instant receivedAt) {
        var news = new MetaAccount(
                entry.required("id"),
                change.required("field"),
                change.at("value"),
                entry.text("time"),
                Sender.time(entry.text("time"), receivedAt));
        return news.events().stream().map(news::fact).toList();
    }

    /** What went wrong with a number as a whole, told where messages are told. */
    static Fact errors(Sender sender, Json value) {
        var news = new MetaAccount(sender.phoneNumberId(), "errors", value, null, sender.receivedAt());
        return news.fact(news.unknown());
    }

    private List<? extends AccountEvent> events() {
        return switch (field) {
            case "message_template_status_update" -> List.of(template(value.text("event")));
            case "message_template_quality_update" -> List.of(template(value.text("new_quality_score")));
            case "template_category_update" -> List.of(template(value.text("new_category")));
            case "phone_number_quality_update" -> List.of(quality());
            case "account_update" -> List.of(changed(value.text("event")));
            case "account_review_update" -> List.of(changed(value.text("decision")));
            case "account_alerts" -> List.of(changed(value.text("alert_type")));
            case "business_capability_update" -> List.of(changed(null));
            case "user_preferences" ->
                value.at("user_preferences").items().stream()
                        .map(this::preference)
                        .toList();
            default -> List.of(unknown());
        };
    }

    private AccountEvent template(@Nullable String change) {
        var name = value.text("message_template_name");
        return new TemplateChanged(
                Provider.META,
                account,
                name == null ? value.required("message_template_id") : name,
                value.text("message_template_language"),
                change == null ? field : change,
                value.text("reason"),
                at,
                value.node());
    }

    private AccountEvent quality() {
        var limit = value.text("max_daily_conversations_per_business");
        return new SenderQualityChanged(
                Provider.META,
                account,
                Sender.phone(value.text("display_phone_number")),
                value.required("event"),
                limit == null ? value.text("current_limit") : limit,
                at,
                value.node());
    }

    private AccountEvent changed(@Nullable String change) {
        return new AccountChanged(Provider.META, account, change == null ? field : change, at, value.node());
    }

    private AccountEvent preference(Json preference) {
        var phone = Sender.phone(preference.text("wa_id"));
        var contact = phone == null ? Sender.user(preference.text("user_id")) : phone;
        if (contact == null) {
            throw new Unreadable("wa_id is missing");
        }
        return new PreferenceChanged(
                Provider.META,
                account,
                contact,
                preference.required("category"),
                wanted(preference.required("value")),
                Sender.time(preference.text("timestamp"), at),
                preference.node());
    }

    private static boolean wanted(String value) {
        return switch (value) {
            case "resume" -> true;
            case "stop" -> false;
            default -> throw new Unreadable("value is neither stop nor resume");
        };
    }

    private AccountEvent unknown() {
        return new UnknownAccountEvent(Provider.META, account, field, at, value.node());
    }

    /** Meta names no such event: the same words told at the same time are the same event. */
    private Fact fact(AccountEvent event) {
        var words =
                Wire.JSON.<ObjectNode>valueToTree(event).without("occurredAt").put("told", told);
        return new Fact.Announced(field + ":" + digest(Wire.write(words)), event);
    }

    private static String digest(byte[] words) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(words), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
