package dev.switchboard.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.status.StatusEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {

    private static final Instant TIME = Instant.parse("2026-03-02T09:00:00.120Z");
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final Sample sample = Sample.named(Sample.TOPICS.status(), "StatusReported");

    @Test
    void eventTravelsAsBinaryCloudEvent() {
        var record = record(new Envelope("SM42:delivered", "ingress-service", TIME, Traceparent.parse(TRACE), "north"));

        assertThat(headers(record))
                .isEqualTo(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "SM42:delivered",
                        "ce_source", "ingress-service",
                        "ce_type", "dev.switchboard.StatusReported",
                        "ce_subject", "0199ab12-7c00-7d3e-8f10-5a6b7c8d9e0f",
                        "ce_time", "2026-03-02T09:00:00.120Z",
                        "content-type", "application/json",
                        "traceparent", TRACE,
                        "x-tenant", "north"));
        assertThat(record.key()).asString(UTF_8).isEqualTo("0199ab12-7c00-7d3e-8f10-5a6b7c8d9e0f");
        assertThat(Wire.JSON.readTree(record.value())).isEqualTo(sample.json());
    }

    @Test
    void eventThatWasWrittenBeforeTravelsAsTheEventDoes() {
        var envelope = new Envelope("SM42:delivered", "ingress-service", TIME, Traceparent.parse(TRACE), "north");
        var key = "0199ab12-7c00-7d3e-8f10-5a6b7c8d9e0f";

        var written = Sample.TOPICS.status().record(key, "StatusReported", sample.bytes(), envelope);

        assertThat(headers(written)).isEqualTo(headers(record(envelope)));
        assertThat(written.key()).asString(UTF_8).isEqualTo(key);
        assertThat(written.value()).isEqualTo(sample.bytes());
    }

    @Test
    void envelopeIsReadAsItWasWritten() {
        var envelope = new Envelope("SM42:delivered", "ingress-service", TIME, Traceparent.parse(TRACE), "north");

        assertThat(Envelope.of(received(record(envelope)))).isEqualTo(envelope);
    }

    @Test
    void recordWithoutAnEnvelopeIsNamedByItsPlace() {
        var record = new ConsumerRecord<>("messaging.status.v1", 2, 118_204, new byte[0], sample.bytes());

        var envelope = Envelope.of(record);

        assertThat(envelope.id()).isEqualTo("messaging.status.v1/2@118204");
        assertThat(envelope.source()).isEqualTo("unknown");
        assertThat(envelope.traceparent()).isNull();
        assertThat(envelope.tenant()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00-4bf9", "00-00000000000000000000000000000000-00f067aa0ba902b7-01", "yesterday"})
    void brokenTraceOrTimeIsNoReasonToRefuseARecord(String header) {
        var record = new ConsumerRecord<>("messaging.status.v1", 2, 118_204, new byte[0], sample.bytes());
        record.headers().add("traceparent", header.getBytes(UTF_8)).add("ce_time", header.getBytes(UTF_8));
        record.headers().add("x-tenant", null);

        assertThat(Envelope.of(record).traceparent()).isNull();
        assertThat(Envelope.of(record).time()).isEqualTo(Instant.ofEpochMilli(record.timestamp()));
    }

    @Test
    void traceNamesItsParts() {
        var trace = Traceparent.of("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true);

        assertThat(trace).hasToString(TRACE);
        assertThat(trace.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(trace.spanId()).isEqualTo("00f067aa0ba902b7");
    }

    private ProducerRecord<byte[], byte[]> record(Envelope envelope) {
        var event = ((Reading.Known<StatusEvent>) Wire.read(sample.bytes(), StatusEvent.class)).event();
        return Sample.TOPICS.status().record(event, envelope);
    }

    private static ConsumerRecord<byte[], byte[]> received(ProducerRecord<byte[], byte[]> record) {
        var received = new ConsumerRecord<>(record.topic(), 0, 0, record.key(), record.value());
        record.headers().forEach(header -> received.headers().add(header));
        return received;
    }

    private static Map<String, String> headers(ProducerRecord<?, ?> record) {
        return Arrays.stream(record.headers().toArray())
                .collect(Collectors.toMap(header -> header.key(), header -> new String(header.value(), UTF_8)));
    }
}
