package dev.switchboard.ingress.gateway;

import dev.switchboard.contracts.settings.RotatingSecret;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The gateways' secrets among all that are known. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewayProperties.class)
class GatewaySecrets {

    @Bean
    RotatingSecret gatewaySecret(GatewayProperties properties) {
        return properties.secret();
    }

    @Bean
    RotatingSecret gatewayKey(GatewayProperties properties) {
        return properties.apiKey();
    }
}
