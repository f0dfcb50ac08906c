package dev.switchboard.benchmarks;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Reading;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.outcome.SendOutcome;
import dev.switchboard.contracts.request.SendRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A dispatcher that is told by its topic what to send, and is done when it has said what became of all of it. */
final class DispatcherSends {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Stage stage;
    private final Program dispatcher;
    private final Topics topics;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> outcomes;

    private DispatcherSends(Stage stage, Program dispatcher, Topics topics) {
        this.stage = stage;
        this.dispatcher = dispatcher;
        this.topics = topics;
        var broker = Map.<String, Object>of("bootstrap.servers", stage.servers().bootstrapServers());
        this.producer = new KafkaProducer<>(broker, new ByteArraySerializer(), new ByteArraySerializer());
        this.outcomes = new KafkaConsumer<>(broker, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var name = topics.sendOutcomes().name();
        var partitions = outcomes.partitionsFor(name).stream()
                .map(one -> new TopicPartition(name, one.partition()))
                .toList();
        outcomes.assign(partitions);
        outcomes.seekToEnd(partitions);
        // The end is looked up when it is asked for, and not before: what comes meanwhile would be missed for ever.
        partitions.forEach(outcomes::position);
    }

    static DispatcherSends open(Stage stage, Program simulator, int inFlight) throws Exception {
        var name = "sends";
        var settings = Map.of(
                "DATABASE_URL",
                stage.servers().create(name),
                "KAFKA_TOPIC_PREFIX",
                name + ".",
                "TWILIO_API_URL",
                simulator.address("").toString(),
                "TWILIO_ACCOUNT_SID",
                SendsBenchmark.ACCOUNT,
                "TWILIO_AUTH_TOKEN",
                SendsBenchmark.TOKEN,
                "TWILIO_WHATSAPP_FROM",
                SendsBenchmark.SENDER,
                "PUBLIC_BASE_URL",
                "http://127.0.0.1:9",
                "PACE_WHATSAPP",
                "1000000",
                "WHATSAPP_WORKERS",
                Integer.toString(inFlight));
        var dispatcher = stage.start(name, "dev.switchboard.dispatcher.DispatcherApplication", settings);
        return new DispatcherSends(stage, dispatcher, stage.topics(name));
    }

    CpuTime dispatcherCpu() {
        return dispatcher.cpu();
    }

    CpuTime databaseCpu() throws IOException {
        return stage.servers().databaseCpu();
    }

    /**
     * How long it took until the provider's word on them was told: that it took a message, that it takes it later, or that
     * nobody knows. It returns when no message waits any more.
     *
     * @param share of them after which the time is taken; the others are waited for, too
     */
    Duration send(int many, double share) {
        var unheard = new HashSet<MessageId>();
        var begun = System.nanoTime();
        for (int n = 0; n < many; n++) {
            var request = request(n);
            unheard.add(request.messageId());
            var envelope = new Envelope(request.messageId().toString(), "bench", Instant.now(), null, null);
            producer.send(topics.sendRequests().record(request, envelope));
        }
        producer.flush();
        var waiting = new HashSet<>(unheard);
        var end = begun + PATIENCE.toNanos();
        var left = many - (int) Math.ceil(many * share);
        while (unheard.size() > left) {
            hearSome(unheard, waiting, end);
        }
        var took = Duration.ofNanos(System.nanoTime() - begun);
        while (!waiting.isEmpty()) {
            hearSome(unheard, waiting, end);
        }
        return took;
    }

    private void hearSome(Set<MessageId> unheard, Set<MessageId> waiting, long end) {
        for (var record : outcomes.poll(Duration.ofMillis(50))) {
            switch (topics.sendOutcomes().read(record)) {
                case Reading.Known<SendOutcome>(SendOutcome.Accepted accepted) ->
                    settle(accepted.messageId(), unheard, waiting);
                case Reading.Known<SendOutcome>(SendOutcome.Uncertain uncertain) ->
                    settle(uncertain.messageId(), unheard, waiting);
                case Reading.Known<SendOutcome>(SendOutcome.Deferred deferred) -> unheard.remove(deferred.messageId());
                case Reading.Known<SendOutcome>(SendOutcome.Refused refused) ->
                    throw new IllegalStateException("refused: " + refused.failure());
                case Reading.Known<SendOutcome> _, Reading.UnknownType<SendOutcome> _ -> {}
            }
        }
        if (System.nanoTime() > end) {
            throw new IllegalStateException(waiting.size() + " were not told of in time");
        }
    }

    private static void settle(MessageId id, Set<MessageId> unheard, Set<MessageId> waiting) {
        unheard.remove(id);
        waiting.remove(id);
    }

    private static SendRequest request(int n) {
        var json = Wire.JSON
                .createObjectNode()
                .put("messageId", UUID.randomUUID().toString())
                .put("channel", "whatsapp")
                .put("to", SendsBenchmark.number(n));
        json.putObject("content").put("type", "text").put("body", SendsBenchmark.BODY);
        return Wire.JSON.treeToValue(json, SendRequest.class);
    }
}
