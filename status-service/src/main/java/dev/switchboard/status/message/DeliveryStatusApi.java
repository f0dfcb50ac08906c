package dev.switchboard.status.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.http.Refused;
import dev.switchboard.http.Sight;
import dev.switchboard.status.StatusProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.KafkaException;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One message in the form that earlier callers know; what is not known yet is null there, not missing. */
@RestController
class DeliveryStatusApi {

    private static final Duration LOOK = Duration.ofMillis(200);

    private final MessagePages pages;
    private final History history;
    private final Inquiry inquiry;
    private final StatusProperties properties;

    DeliveryStatusApi(MessagePages pages, History history, Inquiry inquiry, StatusProperties properties) {
        this.pages = pages;
        this.history = history;
        this.inquiry = inquiry;
        this.properties = properties;
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record DeliveryStatus(
            @Nullable String messageSid,
            MessageId id,
            Status status,
            @Nullable Address to,
            @Nullable String errorCode,
            Timestamps timestamps,
            List<Logged> statusHistory,
            Metrics deliveryMetrics) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Timestamps(
            Instant sent,
            @Nullable Instant delivered,
            @Nullable Instant read,
            @Nullable Instant failed) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Logged(Status status, @Nullable String errorCode, Instant statusChangedAt) {}

    /** Each duration as a text for people and as a number for programs. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Metrics(
            Instant timeSent,
            @Nullable String timeToDeliver,
            @Nullable Long timeToDeliverMs,
            @Nullable String timeToRead,
            @Nullable Long timeToReadMs) {}

    @GetMapping("/api/v1/whatsapp/delivery-status/{sid}")
    Mono<DeliveryStatus> one(
            @PathVariable String sid, @RequestParam(defaultValue = "false") boolean live, Authentication caller) {
        return pages.byAnyId(sid)
                .switchIfEmpty(Mono.error(() -> Refused.notFound("message")))
                .flatMap(message -> live ? asked(message) : Mono.just(message))
                .flatMap(message -> history.steps(message.id())
                        .map(step -> new Logged(step.status(), step.code(), step.at()))
                        .collectList()
                        .map(steps -> of(message.as(Sight.of(caller)), steps.reversed())));
    }

    /** As the provider tells it now, or as it was known before when there is no answer in time. */
    private Mono<Message> asked(Message message) {
        if (Explanation.awaited(message) == null) {
            return Mono.just(message);
        }
        var patience = properties.checks().live();
        return history.reports(message.id())
                .flatMap(before -> inquiry.after(message.id())
                        .thenMany(Flux.interval(LOOK).onBackpressureDrop())
                        .concatMap(_ -> history.reports(message.id()))
                        .filter(now -> now > before)
                        .next()
                        .timeout(patience, Mono.empty()))
                .onErrorResume(KafkaException.class, _ -> Mono.empty())
                .then(pages.byAnyId(message.id().toString()))
                .defaultIfEmpty(message);
    }

    private static DeliveryStatus of(Message message, List<Logged> newestFirst) {
        var sent = message.sentAt() == null ? message.createdAt() : message.sentAt();
        var failure = message.failure();
        var toDeliver = millis(sent, message.deliveredAt());
        var toRead = millis(sent, message.readAt());
        return new DeliveryStatus(
                message.providerId(),
                message.id(),
                message.status(),
                message.to(),
                failure == null ? null : failure.code(),
                new Timestamps(sent, message.deliveredAt(), message.readAt(), message.failedAt()),
                newestFirst,
                new Metrics(sent, seconds(toDeliver), toDeliver, seconds(toRead), toRead));
    }

    /** Never less than nothing: the news of a delivery may overtake that of the sending. */
    private static @Nullable Long millis(Instant from, @Nullable Instant to) {
        return to == null ? null : Math.max(0, Duration.between(from, to).toMillis());
    }

    private static @Nullable String seconds(@Nullable Long millis) {
        return millis == null ? null : Math.round(millis / 1000.0) + "s";
    }
}
