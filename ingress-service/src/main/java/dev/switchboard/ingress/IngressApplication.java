package dev.switchboard.ingress;

import dev.switchboard.contracts.failure.KnownFailures;
import dev.switchboard.http.HttpApi;
import dev.switchboard.http.PreviewApi;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
@Import({HttpApi.class, PreviewApi.class})
public class IngressApplication {

    public static void main(String[] args) {
        application().run(args);
    }

    /** Reads {@code ingress.yml}: beside other services in one JVM, an {@code application.yml} would be everybody's. */
    public static SpringApplication application() {
        var application = new SpringApplication(IngressApplication.class);
        application.setDefaultProperties(Map.of("spring.config.name", "ingress"));
        return application;
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    RandomGenerator random() {
        return new SecureRandom();
    }

    @Bean
    InfoContributor tablesOfCodes(List<KnownFailures> known) {
        return info -> info.withDetail("errors", KnownFailures.versions(known));
    }

    /** Where a request waits for the broker, so that no event loop does. */
    @Bean(destroyMethod = "dispose")
    Scheduler virtualThreads() {
        return Schedulers.fromExecutorService(Executors.newVirtualThreadPerTaskExecutor(), "ingress");
    }
}
