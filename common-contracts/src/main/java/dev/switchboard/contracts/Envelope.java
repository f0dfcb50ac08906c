package dev.switchboard.contracts;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What is said about an event rather than in it: CloudEvents 1.0 in Kafka's binary mode, and the trace it belongs to.
 *
 * @param id the same for every repetition of the same event; with {@code source} it is unique
 */
public record Envelope(
        String id,
        String source,
        Instant time,
        @Nullable Traceparent traceparent,
        @Nullable String tenant) {

    private static final String TYPE_PREFIX = "dev.switchboard.";

    /** Of a record as it was read. Somebody without our libraries may have written it: then its place is its id. */
    public static Envelope of(ConsumerRecord<byte[], byte[]> record) {
        var headers = record.headers();
        var id = text(headers, "ce_id");
        var source = text(headers, "ce_source");
        return new Envelope(
                id == null ? RecordPosition.of(record).toString() : id,
                source == null ? "unknown" : source,
                time(text(headers, "ce_time"), record.timestamp()),
                Traceparent.parse(text(headers, "traceparent")),
                text(headers, "x-tenant"));
    }

    void write(String type, String key, Headers headers) {
        put(headers, "ce_specversion", "1.0");
        put(headers, "ce_id", id);
        put(headers, "ce_source", source);
        put(headers, "ce_type", TYPE_PREFIX + type);
        put(headers, "ce_subject", key);
        put(headers, "ce_time", time.toString());
        put(headers, "content-type", "application/json");
        if (traceparent != null) {
            put(headers, "traceparent", traceparent.value());
        }
        if (tenant != null) {
            put(headers, "x-tenant", tenant);
        }
    }

    /** Its {@code type} in the JSON. */
    public static String typeOf(Event event) {
        return event.getClass().getAnnotation(JsonTypeName.class).value();
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String text(Headers headers, String name) {
        var header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static Instant time(@Nullable String header, long recordTimestamp) {
        try {
            return header == null ? Instant.ofEpochMilli(recordTimestamp) : Instant.parse(header);
        } catch (DateTimeException e) {
            return Instant.ofEpochMilli(recordTimestamp);
        }
    }
}
