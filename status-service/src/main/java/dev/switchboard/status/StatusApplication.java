package dev.switchboard.status;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.TopicDeclaration;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.DeadLetters;
import dev.switchboard.contracts.erasure.AddressHashes;
import dev.switchboard.contracts.settings.Secret;
import dev.switchboard.http.HttpApi;
import dev.switchboard.http.PreviewApi;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts the service that knows the state of every message. */
@SpringBootApplication(
        exclude = {
            DataSourceTransactionManagerAutoConfiguration.class,
            ReactiveUserDetailsServiceAutoConfiguration.class
        })
@ConfigurationPropertiesScan
@Import({HttpApi.WithDatabase.class, PreviewApi.class})
@EnableScheduling
public class StatusApplication {

    /** Named settings, because several services may share a class path. */
    public static SpringApplication application() {
        var application = new SpringApplication(StatusApplication.class);
        application.setDefaultProperties(Map.of("spring.config.name", "status"));
        return application;
    }

    public static void main(String[] args) {
        application().run(args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Topics topics(StatusProperties properties) {
        var kafka = properties.kafka();
        return new Topics(kafka.topicPrefix(), new Topic.Shape(kafka.partitions(), kafka.replication()));
    }

    /** Without a key, development names contacts by one that everybody knows. */
    @Bean
    AddressHashes addressHashes(StatusProperties properties) {
        var key = properties.erasure().key();
        return new AddressHashes(key == null ? new Secret("development") : key);
    }

    @Bean
    TopicDeclaration topicDeclaration(KafkaAdmin admin, Topics topics) {
        return new TopicDeclaration(admin.getConfigurationProperties(), topics);
    }

    @Bean
    DeadLetters deadLetters(KafkaOperations<byte[], byte[]> kafka, MeterRegistry meters, Clock clock) {
        return new DeadLetters(ConsumerGroup.STATUS, kafka, meters, clock);
    }

    @Bean
    CommonErrorHandler repeatForEver() {
        return Consumption.repeatForEver();
    }
}
