package dev.switchboard.simulator.fate;

import dev.switchboard.simulator.SimulatorProperties;
import dev.switchboard.simulator.callback.Backstage;
import dev.switchboard.simulator.callback.Callback;
import dev.switchboard.simulator.callback.Deliveries;
import dev.switchboard.simulator.chaos.Disorder;
import dev.switchboard.simulator.clock.ProviderClock;
import dev.switchboard.simulator.handset.Handsets;
import dev.switchboard.simulator.message.Change;
import dev.switchboard.simulator.message.Channel;
import dev.switchboard.simulator.message.Messages;
import dev.switchboard.simulator.message.Sent;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Plays each message's steps one after the other; messages do not wait for each other. */
@Component
public class Playback {
    private static final int OVERTAKEN_BY = 3;

    /** How long an SMS is tried, as Twilio's ValidityPeriod has it by default, and how long WhatsApp keeps a message. */
    private static final Duration SMS_KEPT = Duration.ofHours(10);

    private static final Duration WHATSAPP_KEPT = Duration.ofDays(30);
    private static final int HANDSET_UNREACHABLE = 30003;

    private final Messages messages;
    private final Deliveries deliveries;
    private final Backstage backstage;
    private final ProviderClock clock;
    private final Duration stepDelay;
    private final Disorder disorder;
    private final Handsets handsets;

    Playback(
            Messages messages,
            Deliveries deliveries,
            Backstage backstage,
            ProviderClock clock,
            Disorder disorder,
            Handsets handsets,
            SimulatorProperties properties) {
        this.messages = messages;
        this.deliveries = deliveries;
        this.backstage = backstage;
        this.clock = clock;
        this.disorder = disorder;
        this.handsets = handsets;
        stepDelay = properties.stepDelay();
    }

    public void start(Sent sent, List<Step> steps, Narrator narrator) {
        var _ = backstage.start(() -> {
            Future<?> before = CompletableFuture.completedFuture(null);
            for (var step : steps) {
                clock.sleep(pause(step));
                if (arrives(step) && !handsets.awaitOn(sent.to(), kept(sent))) {
                    giveUp(sent, narrator, before);
                    return sent;
                }
                if (arrives(step) && !reaches(sent)) {
                    return sent;
                }
                for (var callback : play(sent, step, narrator)) {
                    before = tell(sent, callback, before);
                }
            }
            return sent;
        });
    }

    private Duration pause(Step step) {
        return step instanceof Step.Scripted(var _, var _, var after, var _) && after != null ? after : stepDelay;
    }

    /** On WhatsApp; an SMS of a customer who has blocked us does not get as far. */
    private boolean reaches(Sent sent) {
        return sent.channel() == Channel.SMS || !handsets.of(sent.to()).hasBlocked();
    }

    private static Duration kept(Sent sent) {
        return sent.channel() == Channel.SMS ? SMS_KEPT : WHATSAPP_KEPT;
    }

    /** What WhatsApp drops after its time, nobody hears of. */
    private void giveUp(Sent sent, Narrator narrator, Future<?> before) {
        if (sent.channel() == Channel.SMS) {
            play(sent, new Step.Told("undelivered", HANDSET_UNREACHABLE), narrator)
                    .forEach(callback -> tell(sent, callback, before));
        }
    }

    private static boolean arrives(Step step) {
        var status = switch (step) {
            case Step.Told told -> told.status();
            case Step.Untold untold -> untold.status();
            case Step.Echo echo -> echo.status();
            case Step.Scripted scripted -> scripted.status();
            case Step.Gibberish _ -> "";
        };
        return status.equals("delivered") || status.equals("read");
    }

    private List<Callback> play(Sent sent, Step step, Narrator narrator) {
        return switch (step) {
            case Step.Told(var status, var errorCode) -> {
                changed(sent, status, errorCode);
                yield narrator.status(sent, status, errorCode).stream().toList();
            }
            case Step.Untold(var status) -> {
                changed(sent, status, null);
                yield List.of();
            }
            case Step.Echo(var status) ->
                narrator.status(sent, status, null).stream().toList();
            case Step.Scripted(var status, var errorCode, var _, var times) -> {
                changed(sent, status, errorCode);
                yield narrator.status(sent, status, errorCode)
                        .map(callback -> Collections.nCopies(times, callback))
                        .orElse(List.of());
            }
            case Step.Gibberish() -> narrator.gibberish(sent).stream().toList();
        };
    }

    /**
     * Life goes on while a callback is repeated, but no callback overtakes another of its message. Unless there is chaos:
     * then one may get lost, come twice, or be overtaken by those after it.
     */
    private Future<?> tell(Sent sent, Callback next, Future<?> before) {
        var about = (sent.mid() == null ? sent.sid() : sent.mid()) + " " + next.status();
        if (disorder.loses(about)) {
            deliveries.lose(next);
            return before;
        }
        if (disorder.reorders(about)) {
            var _ = backstage.start(() -> {
                Thread.sleep(stepDelay.multipliedBy(OVERTAKEN_BY));
                return delivered(next, about);
            });
            return before;
        }
        return backstage.start(() -> {
            before.get();
            return delivered(next, about);
        });
    }

    private Callback delivered(Callback next, String about) throws InterruptedException {
        Thread.sleep(disorder.delay());
        deliveries.deliver(next);
        if (disorder.duplicates(about)) {
            deliveries.deliver(next);
        }
        return next;
    }

    private void changed(Sent sent, String status, @Nullable Integer errorCode) {
        messages.changed(sent.sid(), new Change(status, errorCode, clock.instant()));
    }
}
