package dev.switchboard.status.message;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.request.CheckRequest;
import java.time.Clock;
import java.time.Duration;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Has the dispatcher ask a provider what became of a message; the answer comes as a report like any other. */
@Component
public class Inquiry {

    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(15);

    private final KafkaOperations<byte[], byte[]> kafka;
    private final Topics topics;
    private final Clock clock;

    Inquiry(KafkaOperations<byte[], byte[]> kafka, Topics topics, Clock clock) {
        this.kafka = kafka;
        this.topics = topics;
        this.clock = clock;
    }

    /** Done when the broker has it. */
    public Mono<Void> after(MessageId id) {
        var now = clock.instant();
        var envelope = new Envelope(id + ":check:" + now.toEpochMilli(), "/status/checks", now, null, null);
        return Mono.fromFuture(() -> kafka.send(topics.sendRequests().record(new CheckRequest(id, now), envelope)))
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(ACKNOWLEDGED_WITHIN)
                .then();
    }
}
