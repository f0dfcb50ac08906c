package dev.switchboard.fallback;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.TopicDeclaration;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.DeadLetters;
import dev.switchboard.contracts.erasure.ErasureEvent;
import dev.switchboard.contracts.outcome.SendOutcome;
import dev.switchboard.contracts.status.StatusEvent;
import dev.switchboard.fallback.deadline.NewsProgress;
import dev.switchboard.fallback.erasure.Erasures;
import dev.switchboard.fallback.hearing.Hearing;
import dev.switchboard.fallback.hearing.OutcomeListener;
import dev.switchboard.fallback.hearing.StatusListener;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.CommonErrorHandler;

/** Which topics are read, by whom, and what happens to a record that cannot be used. */
@Configuration(proxyBeanMethods = false)
class Messaging {

    @Bean
    Topics topics(FallbackProperties properties) {
        return properties.kafka().topics();
    }

    /** The name of the consumer group: that of the service, behind the prefix of a shared cluster. */
    @Bean
    String readers(Topics topics) {
        return topics.prefix() + ConsumerGroup.FALLBACK.id();
    }

    @Bean
    TopicDeclaration topicDeclaration(KafkaAdmin admin, Topics topics) {
        return new TopicDeclaration(admin.getConfigurationProperties(), topics);
    }

    @Bean
    Admin admin(KafkaAdmin kafkaAdmin) {
        return Admin.create(kafkaAdmin.getConfigurationProperties());
    }

    @Bean
    NewsProgress newsProgress(Admin admin, Topics topics, String readers) {
        return new NewsProgress(
                admin, List.of(topics.sendOutcomes().name(), topics.status().name()), readers);
    }

    @Bean
    DeadLetters deadLetters(KafkaOperations<byte[], byte[]> kafka, MeterRegistry meters, Clock clock) {
        return new DeadLetters(ConsumerGroup.FALLBACK, kafka, meters, clock);
    }

    @Bean
    CommonErrorHandler errorHandler() {
        return Consumption.repeatForEver();
    }

    @Bean
    Consumption<SendOutcome> outcomes(Topics topics, Hearing hearing, DeadLetters deadLetters, MeterRegistry meters) {
        return new Consumption<>(
                topics.sendOutcomes(),
                batch -> hearing.hear(batch.stream()
                        .flatMap(one -> OutcomeListener.news(one).stream())
                        .toList()),
                deadLetters,
                meters);
    }

    @Bean
    Consumption<ErasureEvent> forgotten(
            Topics topics, Erasures erasures, DeadLetters deadLetters, MeterRegistry meters) {
        return new Consumption<>(topics.erasures(), erasures, deadLetters, meters);
    }

    @Bean
    Consumption<StatusEvent> statuses(Topics topics, Hearing hearing, DeadLetters deadLetters, MeterRegistry meters) {
        return new Consumption<>(
                topics.status(),
                batch -> hearing.hear(batch.stream()
                        .flatMap(one -> StatusListener.news(one).stream())
                        .toList()),
                deadLetters,
                meters);
    }
}
