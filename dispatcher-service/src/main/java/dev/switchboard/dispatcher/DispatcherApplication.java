package dev.switchboard.dispatcher;

import dev.switchboard.dispatcher.failpoint.Failpoints;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;

@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class DispatcherApplication {

    public static void main(String[] args) {
        application().run(args);
    }

    public static SpringApplication application() {
        var application = new SpringApplication(DispatcherApplication.class);
        application.setDefaultProperties(Map.of("spring.config.name", "dispatcher"));
        return application;
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Leases are measured on a clock that nobody sets. */
    @Bean
    LongSupplier ticker() {
        return System::nanoTime;
    }

    @Bean
    RandomGenerator random() {
        return RandomGenerator.of("SecureRandom");
    }

    /** A test puts its own before it. */
    @Bean
    Failpoints failpoints() {
        return Failpoints.none();
    }

    /** Closing this context must not take the event loops of the others in the same JVM with it. */
    @Bean
    ReactorResourceFactory reactorResources() {
        var resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        // Requests were waited for before: nothing is left to be quiet about.
        resources.setShutdownQuietPeriod(Duration.ZERO);
        return resources;
    }
}
