package dev.switchboard.dispatcher.ledger;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.dispatcher.pace.Pairs.Pair;
import dev.switchboard.dispatcher.pace.Pause;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A message that this process, and no other, may now try to send once.
 *
 * @param sender the row of its pace
 * @param claim proves, when the answer is recorded, that nobody has claimed the message since
 * @param expired its time had passed when it was claimed
 * @param refusal why it is not to be called for at all
 * @param pair where the provider limits pairs, and {@code pairPause} how long to leave this one alone if it was too much
 */
public record Claimed(
        SendRequest request,
        Provider provider,
        String sender,
        int attempt,
        UUID claim,
        Lease lease,
        Start start,
        boolean expired,
        @Nullable Failure refusal,
        @Nullable Pair pair,
        Duration pairPause,
        @Nullable Traceparent traceparent,
        @Nullable String tenant) {

    public MessageId messageId() {
        return request.messageId();
    }

    /** The names under which it might have been paused. */
    public List<String> pausable() {
        var around = Stream.of(provider.name(), sender);
        return (request.content() instanceof Content.Template template
                        ? Stream.concat(around, Stream.of(Pause.template(provider, template.name())))
                        : around)
                .toList();
    }
}
