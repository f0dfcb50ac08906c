package dev.switchboard.fallback.hearing;

import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.status.StatusEvent;
import dev.switchboard.contracts.status.StatusReported;
import dev.switchboard.fallback.decision.Fact;
import dev.switchboard.fallback.decision.News;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Hears from the providers what was delivered and what failed. */
@Component
public class StatusListener {

    private final Consumption<StatusEvent> consumption;

    StatusListener(Consumption<StatusEvent> consumption) {
        this.consumption = consumption;
    }

    @KafkaListener(topics = "#{@topics.status().name()}", groupId = "#{@readers}")
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        consumption.on(records);
    }

    public static List<? extends News> news(Delivery<StatusEvent> delivery) {
        return switch (delivery.event()) {
            // An SMS that fails leads to nothing here: there is no third way.
            case StatusReported reported
            when reported.channel() == Channel.SMS ->
                reported.status().isSuccess()
                        ? List.of(new News.SmsArrived(reported.messageId(), reported.occurredAt()))
                        : List.of();
            case StatusReported reported -> {
                var fact = Fact.of(reported, delivery.envelope().traceparent());
                yield fact == null ? List.of() : List.of(fact);
            }
        };
    }
}
