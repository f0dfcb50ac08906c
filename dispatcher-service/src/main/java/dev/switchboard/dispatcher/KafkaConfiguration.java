package dev.switchboard.dispatcher;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.DeadLetters;
import dev.switchboard.dispatcher.loop.Bell;
import dev.switchboard.dispatcher.loop.Loop;
import dev.switchboard.dispatcher.loop.Loop.Turn;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.CommonErrorHandler;

@Configuration(proxyBeanMethods = false)
class KafkaConfiguration {

    private static final Duration BETWEEN_DECLARATIONS = Duration.ofSeconds(2);

    @Bean
    Topics topics(DispatcherProperties properties) {
        var kafka = properties.kafka();
        return new Topics(kafka.topicPrefix(), new Topic.Shape(kafka.partitions(), kafka.replication()));
    }

    @Bean
    KafkaAdmin.NewTopics declaredTopics(Topics topics) {
        return new KafkaAdmin.NewTopics(topics.declarations());
    }

    /** Once is not enough: a broker that is away when the service starts would never be asked again. */
    @Bean
    Loop topicDeclaration(KafkaAdmin admin) {
        return new Loop(
                "topic declaration",
                0,
                BETWEEN_DECLARATIONS,
                new Bell(),
                () -> admin.initialize() ? Turn.DONE_FOR_EVER : Turn.NOTHING_MORE,
                () -> {});
    }

    @Bean
    DeadLetters deadLetters(KafkaOperations<byte[], byte[]> kafka, MeterRegistry meters, Clock clock) {
        return new DeadLetters(ConsumerGroup.DISPATCHER, kafka, meters, clock);
    }

    @Bean
    CommonErrorHandler repeatForEver() {
        return Consumption.repeatForEver();
    }
}
