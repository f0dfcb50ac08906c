package dev.switchboard.status.openapi;

import dev.switchboard.http.ApiReference;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

/** What can be asked about messages is told in {@code api.json}. */
@Configuration(proxyBeanMethods = false)
class StatusReference {

    @Bean
    ApiReference apiReference() {
        return ApiReference.of(new ClassPathResource("api.json", StatusReference.class));
    }
}
