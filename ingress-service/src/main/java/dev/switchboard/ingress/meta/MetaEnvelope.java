package dev.switchboard.ingress.meta;

import dev.switchboard.contracts.failure.KnownFailures;
import dev.switchboard.ingress.webhook.Facts;
import dev.switchboard.ingress.webhook.Json;
import dev.switchboard.ingress.webhook.Unreadable;
import dev.switchboard.ingress.webhook.Webhook;
import java.time.Instant;
import java.util.List;

/**
 * One POST may tell of several accounts, numbers, messages and statuses; each is read for itself:
 *
 * <pre>{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{
 *  "metadata":{"display_phone_number":"15550003333","phone_number_id":"42"},"messages":[…],"statuses":[…]}}]}]}</pre>
 */
final class MetaEnvelope {

    private final Facts facts = new Facts();
    private final Instant receivedAt;
    private final KnownFailures failures;
    private final OfOtherApps others;

    private MetaEnvelope(Instant receivedAt, KnownFailures failures, OfOtherApps others) {
        this.receivedAt = receivedAt;
        this.failures = failures;
        this.others = others;
    }

    static Facts read(Webhook webhook, KnownFailures failures, OfOtherApps others) {
        var envelope = new MetaEnvelope(webhook.receivedAt(), failures, others);
        envelope.facts.parts("", () -> {
            envelope.entries(Json.parse(webhook.body()));
            return List.of();
        });
        return envelope.facts;
    }

    private void entries(Json root) {
        if (!"whatsapp_business_account".equals(root.text("object"))) {
            throw new Unreadable("object is not whatsapp_business_account");
        }
        var n = 0;
        for (var entry : root.at("entry").items()) {
            changes("entry[" + n++ + "]", entry);
        }
    }

    private void changes(String place, Json entry) {
        var n = 0;
        for (var change : entry.at("changes").items()) {
            change(place + ".changes[" + n++ + "].", entry, change);
        }
        if (n == 0) {
            unread(place + ".", "changes is missing");
        }
    }

    private void change(String place, Json entry, Json change) {
        var value = change.at("value");
        if (others.have(entry, value)) {
            unread(place, "it is about another app's number or account");
        } else if ("messages".equals(change.text("field"))
                && value.at("metadata").isThere()) {
            messages(place + "value.", value);
        } else if (value.at("message_echoes").isArray()) {
            echoes(place + "value.", value);
        } else {
            facts.parts(place, () -> MetaAccount.read(entry, change, receivedAt));
        }
    }

    /** What somebody of ours wrote in the app on the phone. */
    private void echoes(String place, Json value) {
        var n = 0;
        for (var echo : value.at("message_echoes").items()) {
            facts.part(
                    place + "message_echoes[" + n++ + "].",
                    () -> MetaMessages.echoed(Sender.of(value, receivedAt), echo));
        }
        if (n == 0) {
            unread(place, "message_echoes is empty");
        }
    }

    private void messages(String place, Json value) {
        var names = new ContactNames(value);
        var told = 0;
        var n = 0;
        for (var message : value.at("messages").items()) {
            facts.part(
                    place + "messages[" + n++ + "].",
                    () -> MetaMessages.read(Sender.of(value, receivedAt), names, message));
            told++;
        }
        n = 0;
        for (var status : value.at("statuses").items()) {
            facts.part(
                    place + "statuses[" + n++ + "].",
                    () -> MetaStatuses.read(Sender.of(value, receivedAt), status, failures));
            told++;
        }
        if (value.at("errors").isThere()) {
            facts.part(place, () -> MetaAccount.errors(Sender.of(value, receivedAt), value));
            told++;
        }
        if (told == 0) {
            unread(place, "neither messages nor statuses nor errors");
        }
    }

    private void unread(String place, String reason) {
        facts.part(place, () -> {
            throw new Unreadable(reason);
        });
    }
}
