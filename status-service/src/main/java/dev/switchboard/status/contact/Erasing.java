package dev.switchboard.status.contact;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.erasure.ErasureEvent.ContactErased;
import dev.switchboard.http.ProblemKind;
import dev.switchboard.http.Refused;
import dev.switchboard.status.StatusProperties;
import dev.switchboard.status.message.Erasures;
import dev.switchboard.status.message.Messages;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Forgets one contact: says so to every store first, then does it here. Whatever comes between is done when this service
 * reads its own word.
 */
@Component
public class Erasing {

    private static final Logger log = LoggerFactory.getLogger(Erasing.class);

    private final Contacts contacts;
    private final Messages messages;
    private final Erasures erasures;
    private final KafkaOperations<byte[], byte[]> kafka;
    private final Topics topics;
    private final TransactionalOperator transaction;
    private final StatusProperties properties;
    private final Clock clock;

    Erasing(
            Contacts contacts,
            Messages messages,
            Erasures erasures,
            KafkaOperations<byte[], byte[]> kafka,
            Topics topics,
            TransactionalOperator transaction,
            StatusProperties properties,
            Clock clock) {
        this.contacts = contacts;
        this.messages = messages;
        this.erasures = erasures;
        this.kafka = kafka;
        this.topics = topics;
        this.transaction = transaction;
        this.properties = properties;
        this.clock = clock;
    }

    /** Asked again for somebody who is gone, it is done. */
    Mono<Void> erase(UUID id, String who, @Nullable Traceparent trace) {
        if (!properties.canErase()) {
            return Mono.error(() -> Refused.because(
                    ProblemKind.UNAVAILABLE,
                    "ERASURE_KEY is missing: without it nobody could be known again as erased."));
        }
        return contacts.erasure(id, clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .flatMap(events -> publish(events, trace).then(apply(events.getFirst())))
                .switchIfEmpty(Mono.defer(() -> gone(id)))
                .doOnNext(many -> log.atInfo()
                        .addKeyValue("contactId", id)
                        .addKeyValue("caller", who)
                        .addKeyValue("messages", many)
                        .log("contact erased"))
                .then();
    }

    private Mono<Integer> gone(UUID id) {
        return erasures.knows(id.toString())
                .flatMap(known -> known ? Mono.just(0) : Mono.error(() -> Refused.notFound("contact")));
    }

    private Mono<Void> publish(List<ContactErased> events, @Nullable Traceparent trace) {
        return Flux.range(0, events.size())
                .concatMap(part -> publish(events.get(part), part, trace))
                .then();
    }

    private Mono<Void> publish(ContactErased event, int part, @Nullable Traceparent trace) {
        var name = event.contactId() + ":" + event.occurredAt().toEpochMilli() + ":" + part;
        var envelope = new Envelope(name, "/status/contacts", event.occurredAt(), trace, null);
        return Mono.fromFuture(() -> kafka.send(topics.erasures().record(event, envelope)))
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorMap(
                        _ -> true,
                        _ -> Refused.because(
                                ProblemKind.UNAVAILABLE,
                                "The broker does not answer: nothing was erased yet, ask again."))
                .then();
    }

    /** How many messages had something of the contact. */
    public Mono<Integer> apply(ContactErased event) {
        return messages.erase(event).as(transaction::transactional);
    }
}
