package dev.switchboard.fallback.deadline;

import dev.switchboard.fallback.hearing.Hearing;
import dev.switchboard.fallback.hearing.Plans;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.KafkaException;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Tells of a message that its time is over, once everything is read that was said until then: a service that was away
 * must not take what it has not read yet for silence. Several instances may tell it; it is heard once.
 */
public class Deadlines {

    private static final int AT_ONCE = 500;

    private final Plans plans;
    private final Hearing hearing;
    private final NewsProgress progress;
    private final Duration calm;
    private final Clock clock;

    private Instant calmUntil;
    private @Nullable Mark mark;

    /** What was due at a moment, and where the topics ended after it. */
    private record Mark(Instant at, Map<TopicPartition, Long> ends) {}

    /** The oldest that has passed and was not told; remembered, for an outage must not make it look young. */
    private volatile @Nullable Instant oldest;

    public Deadlines(
            Plans plans, Hearing hearing, NewsProgress progress, Duration calm, MeterRegistry meters, Clock clock) {
        this.plans = plans;
        this.hearing = hearing;
        this.progress = progress;
        this.calm = calm;
        this.clock = clock;
        // Nobody knows how long the broker has been back when we start.
        this.calmUntil = clock.instant().plus(calm);
        Gauge.builder("messaging.fallback.deadlines.behind", this, Deadlines::secondsBehind)
                .description("how many seconds ago the oldest deadline passed that nobody has acted on")
                .register(meters);
    }

    private double secondsBehind() {
        var passed = oldest;
        return passed == null
                ? 0
                : Math.max(0, Duration.between(passed, clock.instant()).toSeconds());
    }

    /** Asks the broker each time, due or not: this is also how its absence is noticed. */
    @Scheduled(fixedDelayString = "${fallback.deadline.every}")
    public void look() {
        oldest = plans.oldestDue();
        try {
            if (mark == null) {
                mark = new Mark(clock.instant(), progress.ends());
            }
            if (progress.isPast(mark.ends())) {
                fire(mark.at());
                mark = null;
            }
        } catch (KafkaException e) {
            calmUntil = clock.instant().plus(calm);
            mark = null;
            throw e;
        }
    }

    private void fire(Instant at) {
        if (at.isBefore(calmUntil)) {
            return;
        }
        for (var due = plans.due(at, AT_ONCE); !due.isEmpty(); due = plans.due(at, AT_ONCE)) {
            hearing.hear(due);
        }
    }
}
