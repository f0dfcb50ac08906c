package dev.switchboard.local;

import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.Topics;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What the services are told: by the person where the person said something, else what fits one machine. */
final class DevSettings {
    private final Environment environment;
    private final Ports ports;
    private final Providers providers;

    DevSettings(Environment environment, Ports ports) {
        this.environment = environment;
        this.ports = ports;
        this.providers = Providers.of(environment, "http://127.0.0.1:" + ports.simulator());
    }

    Providers providers() {
        return providers;
    }

    String topicPrefix() {
        return environment.get("KAFKA_TOPIC_PREFIX").orElse("");
    }

    String changes() {
        return new Topics(topicPrefix(), new Topic.Shape(1, (short) 1))
                .changes()
                .name();
    }

    boolean callersNeedTokens() {
        return Stream.of("JWT_SECRET", "JWT_SECRET_FILE", "JWT_JWKS_URI", "API_KEYS")
                .anyMatch(environment::has);
    }

    Map<String, String> simulator() {
        var settings = new HashMap<>(providers.settings());
        settings.put("INGRESS_URL", "http://127.0.0.1:" + ports.ingress());
        settings.putAll(environment.orElse(Map.of("PUBLIC_BASE_URL", local(ports.ingress()))));
        return settings;
    }

    Map<String, String> service(Path folder, InfrastructureChild.Ready servers, String database) {
        var settings = simulator();
        settings.put("APP_ENV", "development");
        settings.put("KAFKA_BOOTSTRAP_SERVERS", servers.kafka());
        settings.put("DATABASE_URL", servers.databases().getOrDefault(database, ""));
        settings.putAll(environment.orElse(Map.of(
                "KAFKA_PARTITIONS",
                "3",
                "DASHBOARD_URL",
                local(ports.status()),
                "SPOOL_DIRECTORY",
                folder.resolve("spool").toString(),
                // No provider far away still has news of the time before.
                "FALLBACK_CALM",
                "5s")));
        return settings;
    }

    private static String local(int port) {
        return "http://localhost:" + port;
    }
}
