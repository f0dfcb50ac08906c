package dev.switchboard.fallback.hearing;

import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.outcome.SendOutcome;
import dev.switchboard.fallback.decision.Fact;
import dev.switchboard.fallback.decision.News;
import dev.switchboard.fallback.decision.Plan;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Learns from the dispatcher what may fall back, under which name the provider knows it, and what never left. */
@Component
public class OutcomeListener {

    private final Consumption<SendOutcome> consumption;

    OutcomeListener(Consumption<SendOutcome> consumption) {
        this.consumption = consumption;
    }

    @KafkaListener(topics = "#{@topics.sendOutcomes().name()}", groupId = "#{@readers}")
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        consumption.on(records);
    }

    public static List<? extends News> news(Delivery<SendOutcome> delivery) {
        var news = newsOrNull(delivery);
        return news == null ? List.of() : List.of(news);
    }

    private static @Nullable News newsOrNull(Delivery<SendOutcome> delivery) {
        var traceparent = delivery.envelope().traceparent();
        return switch (delivery.event()) {
            case SendOutcome.Queued queued -> Plan.of(queued, delivery.envelope());
            case SendOutcome.Accepted accepted -> providerName(accepted);
            case SendOutcome.Refused refused -> Fact.refused(refused, traceparent);
            case SendOutcome.Canceled canceled -> Fact.canceled(canceled, traceparent);
            case SendOutcome.Expired expired -> Fact.expired(expired, traceparent);
            case SendOutcome.Deferred _, SendOutcome.Uncertain _ -> null;
        };
    }

    private static News providerName(SendOutcome.Accepted accepted) {
        var name = MessageId.elsewhere(accepted.provider(), accepted.account(), accepted.providerId());
        return new News.ProviderName(name, accepted.messageId());
    }
}
