package dev.switchboard.fallback;

import dev.switchboard.http.HttpApi;
import dev.switchboard.http.PreviewApi;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The service by itself, and one of four contexts where all services share a JVM. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Import({HttpApi.WithDatabase.class, PreviewApi.class})
@EnableScheduling
public class FallbackApplication {

    /** Its settings have a name of their own: four files named alike on one class path would hide each other. */
    public static SpringApplication application() {
        var application = new SpringApplication(FallbackApplication.class);
        application.setDefaultProperties(Map.of("spring.config.name", "fallback"));
        return application;
    }

    public static void main(String[] arguments) {
        application().run(arguments);
    }
}
