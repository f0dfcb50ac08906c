package dev.switchboard.status.inbox;

import dev.switchboard.contracts.message.ConversationId;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.http.Refused;
import dev.switchboard.http.ServerSpan;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Takes what people answer to contacts. */
@RestController
class ReplyApi {

    private static final int LONGEST_KEY = 255;

    private final Conversations conversations;
    private final Replies replies;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    ReplyApi(Conversations conversations, Replies replies, Clock clock) {
        this.conversations = conversations;
        this.replies = replies;
        this.clock = clock;
    }

    record Accepted(MessageId id, String status, URI watch) {}

    @PostMapping(path = "/api/v1/conversations/{id}/reply", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<Accepted>> reply(
            @PathVariable UUID id,
            @RequestBody byte[] body,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Authentication caller,
            ServerWebExchange exchange) {
        var messageId = messageId(caller.getName(), key);
        return conversations
                .one(new ConversationId(id))
                .switchIfEmpty(Mono.error(() -> Refused.notFound("conversation")))
                .flatMap(conversation ->
                        replies.send(conversation, Reply.read(body), messageId, ServerSpan.of(exchange)))
                .map(ReplyApi::accepted);
    }

    private static ResponseEntity<Accepted> accepted(MessageId id) {
        var watch = URI.create("/api/v1/messages/" + id);
        return ResponseEntity.accepted().location(watch).body(new Accepted(id, "accepted", watch));
    }

    /** The same caller with the same key means the same message. */
    private MessageId messageId(String caller, @Nullable String key) {
        if (key == null) {
            return MessageId.next(clock, random);
        }
        if (key.isBlank() || key.length() > LONGEST_KEY || key.indexOf('\n') >= 0) {
            throw Refused.parameter("Idempotency-Key", "is blank or longer than " + LONGEST_KEY + " characters");
        }
        return MessageId.of(caller, key);
    }
}
