package dev.switchboard.dispatcher;

import dev.switchboard.dispatcher.failpoint.Failpoints;
import dev.switchboard.http.HttpApi;
import dev.switchboard.http.PreviewApi;
import java.time.Clock;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

@SpringBootApplication(proxyBeanMethods = false)
@Import({HttpApi.WithDatabase.class, PreviewApi.class})
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
}
