package dev.switchboard.infrastructure;

import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The same two servers in containers, for a machine that has an engine and wants to test against the images. */
final class Containers implements Infrastructure {
    private final KafkaContainer kafka =
            new KafkaContainer("apache/kafka:4.2.1").withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
    private final PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:18")
            .withUsername("postgres")
            .withEnv("POSTGRES_HOST_AUTH_METHOD", "trust");

    Containers() {
        kafka.start();
        postgres.start();
    }

    @Override
    public String bootstrapServers() {
        return kafka.getBootstrapServers();
    }

    @Override
    public String databaseUrl(String database) {
        Databases.create(address("postgres"), database);
        return address(database);
    }

    @Override
    public void close() {
        kafka.stop();
        postgres.stop();
    }

    private String address(String database) {
        return "postgresql://postgres@" + postgres.getHost() + ":" + postgres.getFirstMappedPort() + "/" + database;
    }
}
