package dev.switchboard.dispatcher.api;

import dev.switchboard.http.ApiReference;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

/** What can be asked about sends is told in {@code api.json}. */
@Configuration(proxyBeanMethods = false)
class DispatcherReference {

    @Bean
    ApiReference apiReference() {
        return ApiReference.of(new ClassPathResource("api.json", DispatcherReference.class));
    }
}
