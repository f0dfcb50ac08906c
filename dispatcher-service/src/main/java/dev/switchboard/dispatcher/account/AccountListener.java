package dev.switchboard.dispatcher.account;

import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.account.AccountEvent;
import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.DeadLetters;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
class AccountListener {

    private final Consumption<AccountEvent> consumption;

    AccountListener(Topics topics, News news, DeadLetters deadLetters, MeterRegistry meters) {
        consumption = new Consumption<>(topics.account(), news, deadLetters, meters);
    }

    @KafkaListener(
            id = "account",
            topics = "#{@topics.account().name()}",
            groupId = "#{@topics.prefix() + T(dev.switchboard.contracts.ConsumerGroup).DISPATCHER.id()}",
            clientIdPrefix = "dispatcher-account")
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        consumption.on(records);
    }
}
