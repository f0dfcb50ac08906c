package dev.switchboard.ingress.meta;

import dev.switchboard.contracts.failure.KnownFailures;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.ingress.IngressProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MetaWebhooks {

    @Bean
    KnownFailures metaFailures(IngressProperties properties) {
        return KnownFailures.of(
                Provider.META, "META_ERRORS_FILE", properties.meta().errorsFile());
    }
}
