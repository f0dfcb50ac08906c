package dev.switchboard.simulator.callback;

import dev.switchboard.simulator.message.Messages;
import dev.switchboard.simulator.message.Report;
import dev.switchboard.simulator.message.Report.Outcome;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Delivers a callback, repeats it by its rule, and writes down how it went. */
@Component
public class Deliveries {
    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);

    private final Webhooks webhooks;
    private final Messages messages;
    private final Undelivered undelivered;
    private final Clock clock;

    Deliveries(Webhooks webhooks, Messages messages, Undelivered undelivered, Clock clock) {
        this.webhooks = webhooks;
        this.messages = messages;
        this.undelivered = undelivered;
        this.clock = clock;
    }

    /** Returns when the callback is delivered or given up, so that the next one of its message comes after it. */
    public void deliver(Callback callback) throws InterruptedException {
        var until = clock.instant().plus(callback.retry().within());
        var attempts = 1;
        var attempt = webhooks.post(callback);
        while (callback.retry().repeats(attempt, attempts) && clock.instant().isBefore(until)) {
            Thread.sleep(RetryRule.pause(attempts));
            attempts++;
            attempt = webhooks.post(callback);
        }
        conclude(callback, attempt, attempts);
    }

    /** It is told to nobody, and that is written down. */
    public void lose(Callback callback) {
        var url = callback.url().toString();
        messages.reported(
                callback.sid(), new Report(callback.status(), url, Outcome.LOST, 0, null, null, clock.instant()));
        undelivered.concluded(callback, Outcome.LOST);
    }

    /** One more attempt for a callback that failed before. */
    boolean again(Callback callback) throws InterruptedException {
        return conclude(callback, webhooks.post(callback), 1) == Outcome.DELIVERED;
    }

    private Outcome conclude(Callback callback, Attempt attempt, int attempts) {
        var report = report(callback, attempt, attempts);
        messages.reported(callback.sid(), report);
        undelivered.concluded(callback, report.outcome());
        log.atInfo()
                .addKeyValue("providerSid", callback.sid())
                .addKeyValue("status", callback.status())
                .addKeyValue("outcome", report.outcome())
                .addKeyValue("attempt", attempts)
                .log("callback told");
        return report.outcome();
    }

    private Report report(Callback callback, Attempt attempt, int attempts) {
        return switch (attempt) {
            case Attempt.Answered answered -> report(callback, outcome(answered), attempts, answered.status(), null);
            case Attempt.Broken broken -> report(callback, Outcome.FAILED, attempts, null, broken.error());
            case Attempt.OutOfReach away -> report(callback, Outcome.OUT_OF_REACH, 0, null, away.reason());
        };
    }

    private Report report(
            Callback callback, Outcome outcome, int attempts, @Nullable Integer answer, @Nullable String error) {
        var url = callback.url().toString();
        return new Report(callback.status(), url, outcome, attempts, answer, error, clock.instant());
    }

    private static Outcome outcome(Attempt.Answered answered) {
        return answered.taken() ? Outcome.DELIVERED : Outcome.FAILED;
    }
}
