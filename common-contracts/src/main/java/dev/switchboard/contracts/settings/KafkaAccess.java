package dev.switchboard.contracts.settings;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;

/**
 * How a service is let in by a secured Kafka: any {@code KAFKA_SASL_*} and {@code KAFKA_SSL_*} is the setting of that name
 * of Kafka's own clients, {@code KAFKA_SASL_JAAS_CONFIG} for {@code sasl.jaas.config}. A blank one counts as none.
 */
public final class KafkaAccess implements EnvironmentPostProcessor {

    private static final Pattern OURS = Pattern.compile("KAFKA_(?:SECURITY|SASL|SSL)_[A-Z0-9_]+");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var settings = new HashMap<String, Object>();
        for (var name : names(environment).toList()) {
            var value = environment.getProperty(name, "");
            if (!value.isBlank()) {
                settings.put("spring.kafka.properties." + clientName(name), value);
            }
        }
        environment.getPropertySources().addFirst(new MapPropertySource("kafka-access", Map.copyOf(settings)));
    }

    private static Stream<String> names(ConfigurableEnvironment environment) {
        return environment.getPropertySources().stream()
                .filter(EnumerablePropertySource.class::isInstance)
                .flatMap(source -> Arrays.stream(((EnumerablePropertySource<?>) source).getPropertyNames()))
                .filter(name -> OURS.matcher(name).matches())
                .distinct();
    }

    private static String clientName(String variable) {
        return variable.substring("KAFKA_".length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
