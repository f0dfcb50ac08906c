package dev.switchboard.status.inbox;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.request.ReadRequest;
import dev.switchboard.http.ProblemKind;
import dev.switchboard.http.Refused;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Lets a contact see that we read what they wrote, and that we are answering. */
@Component
class Receipts {

    private final Wishes wishes;
    private final Clock clock;

    Receipts(Wishes wishes, Clock clock) {
        this.wishes = wishes;
        this.clock = clock;
    }

    /** Of their last message, and with it of all before. */
    Mono<Void> show(Conversation conversation, boolean isTyping, @Nullable Traceparent trace) {
        var last = conversation.lastInbound();
        if (conversation.channel() == Channel.SMS || last == null) {
            throw Refused.because(
                    ProblemKind.NOT_SHOWN,
                    last == null
                            ? "They have not written anything."
                            : "An SMS shows neither that it was read nor that somebody types.");
        }
        var now = clock.instant();
        var wish = new ReadRequest(
                last.id(), last.provider(), conversation.ours(), last.providerId(), isTyping ? true : null, now);
        return wishes.publish(
                wish, new Envelope(last.id() + ":read:" + now.toEpochMilli(), "/status/inbox", now, trace, null));
    }
}
