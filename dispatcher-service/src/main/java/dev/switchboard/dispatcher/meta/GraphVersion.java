package dev.switchboard.dispatcher.meta;

import dev.switchboard.dispatcher.DispatcherProperties;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * How long Meta still answers under the version we call. Under one that is over it answers as the oldest it has, which
 * nobody here has tried.
 */
@Component
final class GraphVersion {

    private static final int WARNED_DAYS_BEFORE = 90;
    private static final String FILE = "graph-versions.csv";
    private static final Logger log = LoggerFactory.getLogger(GraphVersion.class);

    private final Clock clock;

    GraphVersion(DispatcherProperties properties, Clock clock, MeterRegistry meters) {
        this.clock = clock;
        if (!properties.meta().accessToken().isEmpty()) {
            lastDay(properties.meta().apiVersion())
                    .ifPresent(lastDay -> watch(properties.meta().apiVersion(), lastDay, meters));
        }
    }

    private void watch(String version, LocalDate lastDay, MeterRegistry meters) {
        Gauge.builder("messaging.graph.version.days.left", () -> daysLeft(lastDay))
                .description("Days on which Meta still answers under the version in WHATSAPP_API_VERSION")
                .register(meters);
        var left = daysLeft(lastDay);
        if (left <= WARNED_DAYS_BEFORE) {
            log.atWarn()
                    .addKeyValue("version", version)
                    .addKeyValue("lastDay", lastDay)
                    .addKeyValue("daysLeft", left)
                    .log(
                            left < 0
                                    ? "WHATSAPP_API_VERSION is over: Meta answers as its oldest version does"
                                    : "WHATSAPP_API_VERSION will soon be over: set a newer one");
        }
    }

    private long daysLeft(LocalDate lastDay) {
        return ChronoUnit.DAYS.between(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), lastDay);
    }

    static Optional<LocalDate> lastDay(String version) {
        try (var file = GraphVersion.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing beside " + GraphVersion.class.getName());
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(version + ","))
                    .map(line -> LocalDate.parse(line.substring(version.length() + 1)))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
