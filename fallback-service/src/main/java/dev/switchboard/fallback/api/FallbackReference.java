package dev.switchboard.fallback.api;

import dev.switchboard.http.ApiReference;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

/** What can be asked about fallbacks is told in {@code api.json}. */
@Configuration(proxyBeanMethods = false)
class FallbackReference {

    @Bean
    ApiReference apiReference() {
        return ApiReference.of(new ClassPathResource("api.json", FallbackReference.class));
    }
}
