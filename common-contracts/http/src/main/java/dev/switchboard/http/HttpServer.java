package dev.switchboard.http;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

/** Threads and connections of our own: closing one service must not take those of its neighbours in the same JVM. */
@Configuration(proxyBeanMethods = false)
class HttpServer {

    @Bean
    ReactorResourceFactory reactorResourceFactory() {
        var resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        // Requests were waited for before: nothing is left to be quiet about.
        resources.setShutdownQuietPeriod(Duration.ZERO);
        return resources;
    }
}
