package dev.switchboard.dispatcher.dispatch;

import dev.switchboard.dispatcher.DispatcherProperties;
import dev.switchboard.dispatcher.ledger.Claimed;
import dev.switchboard.dispatcher.ledger.Claims;
import dev.switchboard.dispatcher.loop.Bell;
import dev.switchboard.dispatcher.loop.Loop.Turn;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Claims what is due, never more than there are free slots, and gives each message a thread for its call. */
@Component
public class Dispatch {

    private static final int MOST_AT_ONCE = 256;
    private static final Logger log = LoggerFactory.getLogger(Dispatch.class);

    private final Claims claims;
    private final Attempt attempt;
    private final DispatcherProperties.Calls calls;
    private final Slots slots;
    private final Bell bell = new Bell();

    Dispatch(Claims claims, Attempt attempt, DispatcherProperties properties) {
        this.claims = claims;
        this.attempt = attempt;
        this.calls = properties.calls();
        this.slots = new Slots(calls.workers());
    }

    /** Something may have become due. */
    public void wake() {
        bell.ring();
    }

    Bell bell() {
        return bell;
    }

    Turn turn() {
        var free = slots.take(MOST_AT_ONCE, calls.poll());
        if (free == 0) {
            return Turn.MORE;
        }
        var started = 0;
        var moreIn = calls.poll();
        try {
            var batch = claims.claim(free);
            moreIn = batch.moreIn();
            for (var claimed : batch.messages()) {
                started++;
                start(claimed);
            }
        } finally {
            slots.giveBack(free - started);
        }
        return started == free ? Turn.MORE : pause(moreIn);
    }

    /** Until a sender that has more to send may go on, or something new is there. */
    private Turn pause(Duration moreIn) {
        try {
            bell.await(moreIn);
            return Turn.MORE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Turn.NOTHING_MORE;
        }
    }

    private void start(Claimed claimed) {
        Thread.ofVirtual().name("call " + claimed.messageId()).start(() -> {
            try {
                claimed.start().await();
                attempt.make(claimed);
            } finally {
                slots.giveBack(1);
            }
        });
    }

    /** What has begun is waited for: an answer nobody hears leaves a message uncertain. */
    void finish() {
        if (!slots.awaitAllFree(calls.timeout())) {
            log.atWarn().log("calls are still in flight at the stop: their messages become uncertain");
        }
    }
}
