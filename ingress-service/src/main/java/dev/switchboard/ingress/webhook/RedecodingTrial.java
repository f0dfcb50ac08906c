package dev.switchboard.ingress.webhook;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.deadletter.CannotWork;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.deadletter.Effect;
import dev.switchboard.contracts.deadletter.Effect.Kind;
import dev.switchboard.contracts.deadletter.Preview;
import dev.switchboard.contracts.unreadable.UnreadableEvent;
import dev.switchboard.contracts.unreadable.UnreadableEvent.UnreadableWebhook;
import dev.switchboard.http.PreviewApi;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.stereotype.Component;

/** Says what a webhook that was put back would become: reads it, and publishes nothing. */
@Component
class RedecodingTrial implements PreviewApi.Trial {

    private final Topics topics;
    private final Redecoding redecoding;

    RedecodingTrial(Topics topics, Redecoding redecoding) {
        this.topics = topics;
        this.redecoding = redecoding;
    }

    @Override
    public Optional<Preview.Answer> of(Preview preview) {
        return preview.topic().equals(topics.redecode().name())
                ? Optional.of(preview.tried(topics.redecode(), this::effect))
                : Optional.empty();
    }

    private Effect effect(Delivery<UnreadableEvent> delivery) {
        return switch (delivery.event()) {
            case UnreadableWebhook kept ->
                effect(redecoding.read(kept, delivery.envelope().traceparent()));
        };
    }

    /** What can be read goes on its way, even if the rest is put aside once more. */
    private static Effect effect(WebhookRecords.Written written) {
        var unread = String.join("; ", written.unread());
        if (written.records().isEmpty()) {
            throw CannotWork.undecodable(unread);
        }
        var read = written.records().stream().collect(groupingBy(ProducerRecord::topic, TreeMap::new, counting()));
        var words = read.entrySet().stream()
                .map(topic -> topic.getValue() + " on " + topic.getKey())
                .collect(joining(", "));
        return new Effect(Kind.READ, unread.isEmpty() ? words : words + ", and not all of it: " + unread);
    }
}
