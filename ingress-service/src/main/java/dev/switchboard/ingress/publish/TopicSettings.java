package dev.switchboard.ingress.publish;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.Topic.Shape;
import dev.switchboard.contracts.TopicDeclaration;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.DeadLetters;
import dev.switchboard.ingress.IngressProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaProducerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.support.ProducerListener;

@Configuration(proxyBeanMethods = false)
class TopicSettings {

    private static final int CLOSE_SECONDS = 1;

    @Bean
    Topics topics(IngressProperties properties) {
        var kafka = properties.kafka();
        return new Topics(kafka.topicPrefix(), new Shape(kafka.partitions(), kafka.replication()));
    }

    @Bean
    TopicDeclaration topicDeclaration(KafkaAdmin admin, Topics topics) {
        return new TopicDeclaration(admin.getConfigurationProperties(), topics);
    }

    @Bean
    DeadLetters deadLetters(KafkaOperations<byte[], byte[]> kafka, MeterRegistry meters, Clock clock) {
        return new DeadLetters(ConsumerGroup.INGRESS, kafka, meters, clock);
    }

    @Bean
    CommonErrorHandler repeatForEver() {
        return Consumption.repeatForEver();
    }

    /** Whoever publishes writes the one line about it. */
    @Bean
    ProducerListener<Object, Object> silent() {
        return new ProducerListener<>() {};
    }

    /** What is still on its way at the end was not answered with success: nobody needs to wait for it. */
    @Bean
    DefaultKafkaProducerFactoryCustomizer quickClose() {
        return factory -> factory.setPhysicalCloseTimeout(CLOSE_SECONDS);
    }
}
