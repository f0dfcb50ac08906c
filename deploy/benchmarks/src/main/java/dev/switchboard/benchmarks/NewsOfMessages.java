package dev.switchboard.benchmarks;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.RecordPosition;
import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.contracts.outcome.SendOutcome.Accepted;
import dev.switchboard.contracts.outcome.SendOutcome.Queued;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.contracts.status.StatusReported;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Five records of each message, from queued to read, and how long it takes until status-service has committed them. */
final class NewsOfMessages {

    static final int RECORDS = 5;
    private static final String ACCOUNT = "AC00000000000000000000000000000000";
    private static final Address FROM = new Address("+15550001111");
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Topics topics;
    private final String readers;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<MessageId, Address> recipients = new HashMap<>();

    NewsOfMessages(Stage stage, String prefix) {
        this.topics = stage.topics(prefix);
        this.readers = topics.prefix() + ConsumerGroup.STATUS.id();
        var broker = Map.<String, Object>of("bootstrap.servers", stage.servers().bootstrapServers());
        this.admin = Admin.create(broker);
        this.producer = new KafkaProducer<>(broker, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** All of it lies on the topics when this returns. */
    void tell(List<MessageId> messages) {
        messages.forEach(this::outcomes);
        messages.forEach(this::statuses);
        producer.flush();
    }

    /** How long it takes until all of it is committed. */
    Duration awaitCommitted() throws ExecutionException, InterruptedException {
        var begun = System.nanoTime();
        var end = begun + PATIENCE.toNanos();
        while (!isCommitted()) {
            LockSupport.parkNanos(LOOK.toNanos());
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the news is not read in time");
            }
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private boolean isCommitted() throws ExecutionException, InterruptedException {
        var partitions = Stream.of(topics.sendOutcomes(), topics.status())
                .map(Topic::name)
                .flatMap(name -> Stream.iterate(0, n -> n + 1)
                        .limit(topics.shape().partitions())
                        .map(n -> new TopicPartition(name, n)))
                .collect(Collectors.toMap(one -> one, _ -> OffsetSpec.latest()));
        var read = admin.listConsumerGroupOffsets(readers)
                .partitionsToOffsetAndMetadata()
                .get();
        return admin.listOffsets(partitions).all().get().entrySet().stream()
                .filter(end -> end.getValue().offset() > 0)
                .allMatch(end -> isPast(end.getValue(), read.get(end.getKey())));
    }

    private static boolean isPast(ListOffsetsResultInfo end, @Nullable OffsetAndMetadata read) {
        return read != null && read.offset() >= end.offset();
    }

    private void outcomes(MessageId id) {
        var now = Instant.now();
        say(topics.sendOutcomes(), new Queued(id, request(id, now), new RecordPosition("bench", 0, 1), now));
        say(topics.sendOutcomes(), new Accepted(id, Provider.TWILIO, ACCOUNT, sid(id), FROM, 1, 1, now));
    }

    private void statuses(MessageId id) {
        for (var status : List.of(Status.SENT, Status.DELIVERED, Status.READ)) {
            say(
                    topics.status(),
                    new StatusReported(
                            id,
                            Provider.TWILIO,
                            ACCOUNT,
                            sid(id),
                            Channel.WHATSAPP,
                            status,
                            FROM,
                            to(id),
                            null,
                            Instant.now(),
                            null));
        }
    }

    private <E extends Event> void say(Topic<E> topic, E event) {
        var envelope = new Envelope(UUID.randomUUID().toString(), "bench", Instant.now(), null, null);
        producer.send(topic.record(event, envelope));
    }

    private SendRequest request(MessageId id, Instant at) {
        return SendRequest.of(id, Channel.WHATSAPP, to(id), new Content.Text("Your table is ready."), at);
    }

    /** Each to somebody else. */
    private Address to(MessageId id) {
        return recipients.computeIfAbsent(id, _ -> new Address("+1415%07d".formatted(recipients.size())));
    }

    private static String sid(MessageId id) {
        return "SM" + id.toString().replace("-", "");
    }
}
