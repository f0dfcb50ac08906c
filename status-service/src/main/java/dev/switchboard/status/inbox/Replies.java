package dev.switchboard.status.inbox;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.http.ProblemKind;
import dev.switchboard.http.Refused;
import dev.switchboard.status.inbox.Conversation.Inbound;
import dev.switchboard.status.message.Columns;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Sends what people answer: a request like any other, from the address that was written to. */
@Component
class Replies {

    private final Wishes wishes;
    private final Clock clock;

    Replies(Wishes wishes, Clock clock) {
        this.wishes = wishes;
        this.clock = clock;
    }

    /** Done when the broker has it. */
    Mono<MessageId> send(Conversation conversation, Reply reply, MessageId id, @Nullable Traceparent trace) {
        var now = clock.instant();
        var content = reply.said();
        if (!(content instanceof Content.Template) && !conversation.isOpenAt(now)) {
            throw Refused.because(
                    ProblemKind.SERVICE_WINDOW_CLOSED,
                    "Their last message is older than 24 hours: WhatsApp delivers a template alone.");
        }
        var request = request(conversation, content, reply.replyTo(), id, now);
        var envelope = new Envelope(id.toString(), "/status/inbox", now, trace, null);
        return wishes.publish(request, envelope).thenReturn(id);
    }

    private static SendRequest request(
            Conversation conversation, Content content, @Nullable String replyTo, MessageId id, Instant now) {
        return new SendRequest(
                id,
                conversation.channel(),
                Columns.ifAny(conversation.lastInbound(), Inbound::provider),
                conversation.ours(),
                conversation.contact(),
                content,
                replyTo,
                null,
                null,
                null,
                SendRequest.Priority.HIGH,
                null,
                now,
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of("conversation", conversation.id().toString()));
    }
}
