package dev.switchboard.fallback.decision;

import dev.switchboard.contracts.Unfit;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.scheduling.annotation.Scheduled;
import tools.jackson.core.JacksonException;

/**
 * The rules that hold now. A file is read again when its content changed; one that cannot be used changes nothing but the
 * log, a metric and the health. At the start it is refused: to decide by other rules than those asked for may break a law.
 */
public class RulesFile implements Supplier<Rules>, HealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(RulesFile.class);

    private final @Nullable Path file;
    private byte @Nullable [] lastRead;
    private volatile Rules rules;
    private volatile @Nullable String problem;

    public RulesFile(@Nullable Path file, MeterRegistry meters) {
        this.file = file;
        try {
            lastRead = file == null ? null : Files.readAllBytes(file);
            rules = lastRead == null ? Rules.defaults() : Rules.parse(lastRead);
        } catch (IOException | JacksonException | Unfit e) {
            throw new IllegalArgumentException("FALLBACK_RULES_FILE cannot be used: " + reason(e), e);
        }
        Gauge.builder("messaging.fallback.rules.unusable", this, one -> one.problem == null ? 0 : 1)
                .description("1 while the rules file cannot be used and the rules before it hold")
                .register(meters);
        log.atInfo().addKeyValue("version", rules.version()).log("fallback rules read");
    }

    @Override
    public Rules get() {
        return rules;
    }

    /** By content: mounted files change under an unchanged name, and sometimes an unchanged time. */
    @Scheduled(fixedDelayString = "${fallback.rules.every}")
    synchronized void look() {
        if (file == null) {
            return;
        }
        try {
            var content = Files.readAllBytes(file);
            if (!Arrays.equals(content, lastRead) || problem != null) {
                take(content);
            }
        } catch (IOException e) {
            refuse(e);
        }
    }

    private void take(byte[] content) {
        var isNew = !Arrays.equals(content, lastRead);
        lastRead = content;
        try {
            rules = Rules.parse(content);
            problem = null;
            log.atInfo().addKeyValue("version", rules.version()).log("fallback rules replaced");
        } catch (JacksonException | Unfit e) {
            if (isNew || problem == null) {
                refuse(e);
            }
        }
    }

    private void refuse(Exception failure) {
        var reason = reason(failure);
        if (!reason.equals(problem)) {
            log.atWarn()
                    .addKeyValue("version", rules.version())
                    .addKeyValue("cause", reason)
                    .log("fallback rules cannot be used: those before them hold");
        }
        problem = reason;
    }

    /** What is wrong and where, and nothing of what is written there. */
    private static String reason(Exception failure) {
        return switch (failure) {
            case JacksonException json
            when json.getCause() instanceof Unfit unfit -> String.valueOf(unfit.getMessage());
            case JacksonException json -> {
                var at = json.getLocation();
                yield at == null ? "it is not what rules look like" : "line " + at.getLineNr() + " cannot be read";
            }
            case Unfit unfit -> String.valueOf(unfit.getMessage());
            default -> "it cannot be opened";
        };
    }

    /** Up in any case: the rules before it hold. */
    @Override
    public Health health() {
        var health = Health.up()
                .withDetail("version", rules.version())
                .withDetail(
                        "file", file == null ? "built in" : file.getFileName().toString());
        var wrong = problem;
        return (wrong == null ? health : health.withDetail("problem", wrong)).build();
    }
}
