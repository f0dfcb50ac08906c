package dev.switchboard.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

class StatusPropertiesTest {

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(StatusProperties.class)
    @Import(SettingForms.class)
    static class Settings {}

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withUserConfiguration(Settings.class)
            .withPropertyValues("spring.config.name=status")
            .withInitializer(new ConfigDataApplicationContextInitializer());

    @Test
    void startsInDevelopmentWithNothingSet() {
        context.run(started -> {
            var properties = started.getBean(StatusProperties.class);
            assertThat(properties.environment()).isEqualTo(StatusProperties.Environment.DEVELOPMENT);
            assertThat(properties.database().url()).hasToString("postgresql://postgres@localhost:5433/status");
            assertThat(properties.kafka().topicPrefix()).isEmpty();
            assertThat(properties.tokens().jwtSecret().isEmpty()).isTrue();
        });
    }

    @Test
    void keepsTheSecretsOfARotationInOrderAndOutOfSight() {
        context.withPropertyValues(
                        "JWT_SECRET=current", "JWT_SECRET_PREVIOUS=before", "DATABASE_URL=postgresql://u:hush@h/d")
                .run(started -> {
                    var properties = started.getBean(StatusProperties.class);
                    assertThat(properties.tokens().jwtSecret().secrets())
                            .extracting(secret -> secret.value())
                            .containsExactly("current", "before");
                    assertThat(properties.toString()).doesNotContain("current", "before", "hush");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "APP_ENV=production, JWT_SECRET is missing",
        "DATABASE_CONNECTIONS=1, status.database.connections",
        "STATUS_BATCH_TIMEOUT=0s, status.database.batch-timeout",
        "STATUS_CHANGES_INTERVAL=0s, status.changes.interval",
        "STATUS_STREAM_KEPT=0, status.stream.kept",
        "STATUS_STREAM_HEARTBEAT=0s, status.stream.heartbeat",
        "STATUS_KEEP_EVENTS=1h, status.keeping.events",
        "STATUS_KEEP_MESSAGES=80d, status.keeping.messages",
        "STATUS_KEEPING_EVERY=0s, status.keeping.every",
        "STATUS_KEEPING_BATCH=0, status.keeping.batch",
        "KAFKA_PARTITIONS=0, status.kafka.partitions",
        "KAFKA_REPLICATION=0, status.kafka.replication",
        "DATABASE_URL=mysql://h/d, DATABASE_URL",
    })
    void refusesNonsenseByNamingIt(String setting, String named) {
        context.withPropertyValues(setting)
                .run(failed -> assertThat(failed).getFailure().rootCause().hasMessageContaining(named));
    }
}
