package dev.switchboard.status.inbox;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.request.SendCommand;
import dev.switchboard.http.ProblemKind;
import dev.switchboard.http.Refused;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Hands the dispatcher what people wish. */
@Component
class Wishes {

    private final KafkaOperations<byte[], byte[]> kafka;
    private final Topics topics;

    Wishes(KafkaOperations<byte[], byte[]> kafka, Topics topics) {
        this.kafka = kafka;
        this.topics = topics;
    }

    /** Done when the broker has it. */
    Mono<Void> publish(SendCommand wish, Envelope envelope) {
        // The producer itself waits when it does not know the topic yet.
        return Mono.fromFuture(() -> kafka.send(topics.sendRequests().record(wish, envelope)))
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorMap(
                        _ -> true,
                        _ -> Refused.because(
                                ProblemKind.UNAVAILABLE,
                                "The broker does not answer; the same request with the same key may be repeated."))
                .then();
    }
}
