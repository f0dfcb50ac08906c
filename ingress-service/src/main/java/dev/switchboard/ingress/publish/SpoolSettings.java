package dev.switchboard.ingress.publish;

import dev.switchboard.ingress.IngressProperties;
import dev.switchboard.ingress.spool.Spool;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaProducerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SpoolSettings {

    /** A disk that needs longer is no help: the provider gives up. */
    private static final Duration FLUSHED_WITHIN = Duration.ofSeconds(5);

    @Bean
    Spool spool(IngressProperties properties, Clock clock) {
        var spool = properties.spool();
        return Spool.open(spool.directory(), spool.largest().toBytes(), FLUSHED_WITHIN, clock);
    }

    /** A send waits for a topic's metadata before it waits for anything else, and no longer than for the rest. */
    @Bean
    DefaultKafkaProducerFactoryCustomizer quickSend(IngressProperties properties) {
        var patience = properties.spool().brokerPatience();
        return factory -> factory.updateConfigs(Map.of("max.block.ms", patience.toMillis()));
    }
}
