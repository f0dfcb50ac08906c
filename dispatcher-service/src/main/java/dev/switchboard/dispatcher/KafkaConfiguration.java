package dev.switchboard.dispatcher;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.TopicDeclaration;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.DeadLetters;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.CommonErrorHandler;

@Configuration(proxyBeanMethods = false)
class KafkaConfiguration {

    @Bean
    Topics topics(DispatcherProperties properties) {
        var kafka = properties.kafka();
        return new Topics(kafka.topicPrefix(), new Topic.Shape(kafka.partitions(), kafka.replication()));
    }

    @Bean
    TopicDeclaration topicDeclaration(KafkaAdmin admin, Topics topics) {
        return new TopicDeclaration(admin.getConfigurationProperties(), topics);
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
