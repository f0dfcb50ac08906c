package dev.switchboard.ingress.publish;

import dev.switchboard.contracts.TopicDeclaration;
import dev.switchboard.ingress.spool.Spool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether a webhook that comes now will be kept. While the broker is away the spool keeps it, and whoever took us out of
 * the way then would have it refused; only a full spool does that by itself. At the start the broker gets a little time,
 * since sends need it.
 */
@Component
class PublishingHealthIndicator implements HealthIndicator {

    private static final Duration WAIT_FOR_THE_BROKER = Duration.ofSeconds(10);

    private final TopicDeclaration declaration;
    private final Spool spool;
    private final Clock clock;
    private final Instant begin;

    PublishingHealthIndicator(TopicDeclaration declaration, Spool spool, Clock clock) {
        this.declaration = declaration;
        this.spool = spool;
        this.clock = clock;
        this.begin = clock.instant();
    }

    @Override
    public Health health() {
        var isEarly = clock.instant().isBefore(begin.plus(WAIT_FOR_THE_BROKER));
        var isReady = (declaration.isDone() || !isEarly) && spool.hasRoom();
        return (isReady ? Health.up() : Health.outOfService())
                .withDetail("topics", declaration.isDone() ? "declared" : "waiting for the broker")
                .withDetail("spoolBytes", spool.bytes())
                .withDetail("spoolFill", Math.round(1000 * spool.fill()) / 1000.0)
                .withDetail("spoolAgeSeconds", spool.age().toSeconds())
                .build();
    }
}
