package dev.switchboard.status.intake;

import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.account.AccountEvent;
import dev.switchboard.contracts.account.AccountEvent.AccountChanged;
import dev.switchboard.contracts.account.AccountEvent.PreferenceChanged;
import dev.switchboard.contracts.account.AccountEvent.SenderQualityChanged;
import dev.switchboard.contracts.account.AccountEvent.TemplateChanged;
import dev.switchboard.contracts.account.AccountEvent.UnknownAccountEvent;
import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.DeadLetters;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.status.contact.Preferences;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Hears what contacts tell their provider they want. What concerns senders and templates is the dispatcher's to know. */
@Component
class AccountListener {

    private final Consumption<AccountEvent> consumption;
    private final Preferences preferences;
    private final Telling telling;

    AccountListener(
            Topics topics, Preferences preferences, Telling telling, DeadLetters deadLetters, MeterRegistry meters) {
        this.preferences = preferences;
        this.telling = telling;
        consumption = new Consumption<>(topics.account(), this::apply, deadLetters, meters);
    }

    @KafkaListener(topics = "#{@topics.account().name()}", groupId = "#{@topics.prefix()}status-service")
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        consumption.on(records);
    }

    void apply(List<Delivery<AccountEvent>> batch) {
        var changed = batch.stream().flatMap(AccountListener::preference).toList();
        if (!changed.isEmpty()) {
            telling.apply(preferences.take(changed));
        }
    }

    private static Stream<PreferenceChanged> preference(Delivery<AccountEvent> delivery) {
        return switch (delivery.event()) {
            case PreferenceChanged changed -> Stream.of(changed);
            case TemplateChanged _, SenderQualityChanged _, AccountChanged _, UnknownAccountEvent _ -> Stream.empty();
        };
    }
}
