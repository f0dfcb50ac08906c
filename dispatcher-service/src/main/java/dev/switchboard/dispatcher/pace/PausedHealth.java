package dev.switchboard.dispatcher.pace;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Says what is paused and why. The service itself is well, and must not be restarted for it. */
@Component("sending")
class PausedHealth implements HealthIndicator {

    private final Pauses pauses;

    PausedHealth(Pauses pauses) {
        this.pauses = pauses;
    }

    @Override
    public Health health() {
        return Health.up().withDetail("paused", pauses.all()).build();
    }
}
