package dev.switchboard.fallback.deadline;

import dev.switchboard.fallback.gate.Gate;
import dev.switchboard.fallback.gate.Switches.State;
import dev.switchboard.fallback.hearing.Hearing;
import dev.switchboard.fallback.hearing.Plans;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.scheduling.annotation.Scheduled;

/** What had to wait is thought over again once it may go, no faster than a storm: meanwhile it may have been delivered. */
public class Waiting implements HealthIndicator {

    private static final int AT_ONCE = 200;

    private final Plans plans;
    private final Hearing hearing;
    private final Gate gate;
    private final Clock clock;
    private final AtomicLong held;
    private final AtomicLong paused;

    public Waiting(Plans plans, Hearing hearing, Gate gate, MeterRegistry meters, Clock clock) {
        this.plans = plans;
        this.hearing = hearing;
        this.gate = gate;
        this.clock = clock;
        this.held = Objects.requireNonNull(meters.gauge("messaging.fallback.held", new AtomicLong()));
        this.paused = Objects.requireNonNull(meters.gauge("messaging.fallback.paused", new AtomicLong()));
    }

    @Scheduled(fixedDelayString = "${fallback.outbox.every}")
    public void look() {
        held.set(plans.countHeld());
        paused.set(gate.switches().now().everybody().state() == State.PAUSED ? 1 : 0);
        if (held.get() > 0) {
            hearing.hear(plans.held(Math.min(AT_ONCE, gate.roomForThoseThatWaited(clock.instant()))));
        }
    }

    /** Up in any case: that it waits is what was asked for. */
    @Override
    public Health health() {
        var health = Health.up().withDetail("held", plans.countHeld());
        if (!gate.hasSender()) {
            health.withDetail("sender", "TWILIO_PHONE_NUMBER_REMINDERS is missing");
        }
        gate.switches().all().stream()
                .filter(one -> one.state() != State.ON)
                .forEach(one -> health.withDetail(
                        one.scope(), one.state().text() + (one.reason() == null ? "" : ": " + one.reason())));
        return health.build();
    }
}
