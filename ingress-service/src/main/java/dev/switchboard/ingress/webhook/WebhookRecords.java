package dev.switchboard.ingress.webhook;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.unreadable.UnreadableEvent.UnreadableWebhook;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** The records a webhook becomes: each fact on its topic, and the whole of it on one more if any part is unread. */
@Component
class WebhookRecords {

    /** What headers, key and the batch itself may add to a value. */
    private static final int OVERHEAD = 4096;

    /** What stands beside a body that is kept as base64: the query, the reasons, the headers. */
    private static final int ROOM_FOR_THE_REST = 128 << 10;

    private final Topics topics;

    WebhookRecords(Topics topics) {
        this.topics = topics;
    }

    /** @param unread why some of it has no record */
    record Written(List<ProducerRecord<byte[], byte[]>> records, List<String> unread) {}

    List<ProducerRecord<byte[], byte[]>> of(
            Provider provider, Webhook webhook, Facts facts, @Nullable Traceparent trace) {
        var written = written(provider, facts, trace);
        if (!written.unread.isEmpty()) {
            written.records.add(unreadable(provider, webhook, String.join("; ", written.unread), trace));
        }
        return written.records;
    }

    Written written(Provider provider, Facts facts, @Nullable Traceparent trace) {
        var written = new Written(new ArrayList<>(), new ArrayList<>(facts.unread()));
        for (var fact : facts.read()) {
            write(provider, fact, trace, written);
        }
        if (written.records.isEmpty() && written.unread.isEmpty()) {
            written.unread.add("it says nothing");
        }
        return written;
    }

    private void write(Provider provider, Fact fact, @Nullable Traceparent trace, Written written) {
        try {
            var record = record(provider, fact, trace);
            if (record.value().length + OVERHEAD > limit(fact)) {
                written.unread.add("a part is too large for its topic");
            } else {
                written.records.add(record);
            }
        } catch (JacksonException _) {
            // JSON may escape half a character, which no text can hold.
            written.unread.add("a part cannot be written");
        }
    }

    private int limit(Fact fact) {
        return switch (fact) {
            case Fact.Received _ -> topics.inbound().maxRecordBytes();
            case Fact.Reported _ -> topics.status().maxRecordBytes();
            case Fact.Announced _ -> topics.account().maxRecordBytes();
        };
    }

    private ProducerRecord<byte[], byte[]> record(Provider provider, Fact fact, @Nullable Traceparent trace) {
        return switch (fact) {
            case Fact.Received(var id, var event) ->
                record(topics.inbound(), event, provider, id, event.occurredAt(), trace);
            case Fact.Reported(var id, var event) ->
                record(topics.status(), event, provider, id, event.occurredAt(), trace);
            case Fact.Announced(var id, var event) ->
                record(topics.account(), event, provider, id, event.occurredAt(), trace);
        };
    }

    private ProducerRecord<byte[], byte[]> unreadable(
            Provider provider, Webhook webhook, String reason, @Nullable Traceparent trace) {
        var body = webhook.body();
        var fits = Math.min(body.length, (topics.unreadable().maxRecordBytes() - ROOM_FOR_THE_REST) / 4 * 3);
        var event = new UnreadableWebhook(
                provider,
                webhook.path(),
                webhook.query(),
                webhook.contentType(),
                fits == body.length ? body : Arrays.copyOf(body, fits),
                fits == body.length
                        ? reason
                        : reason + "; only the first " + fits + " of " + body.length + " bytes fit",
                webhook.receivedAt());
        return record(topics.unreadable(), event, provider, sha256(webhook.body()), webhook.receivedAt(), trace);
    }

    private static <E extends Event> ProducerRecord<byte[], byte[]> record(
            Topic<E> topic, E event, Provider provider, String id, Instant time, @Nullable Traceparent trace) {
        return topic.record(event, new Envelope(id, "/ingress/" + provider.name(), time, trace, null));
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
