package dev.switchboard.ingress.reply;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.inbound.MessageReceived;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.ingress.reply.Answers.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The replies that are published with what they answer. The id is made of number, contact and stretch of time: whoever
 * writes three times at once asks three times for the same reply, and gets it once.
 */
@Component
public class AutoReplies {

    /** By whom a reply can be sent. */
    private static final Set<Provider> SENDING = Set.of(Provider.TWILIO, Provider.META);

    private final Supplier<Answers> answers;
    private final List<Silence> silences;
    private final Topics topics;

    AutoReplies(Supplier<Answers> answers, List<Silence> silences, Topics topics) {
        this.answers = answers;
        this.silences = silences;
        this.topics = topics;
    }

    public Optional<ProducerRecord<byte[], byte[]>> to(Event event, @Nullable Traceparent trace) {
        return event instanceof MessageReceived message
                ? reply(message).map(reply -> record(reply, message, trace))
                : Optional.empty();
    }

    private Optional<SendRequest> reply(MessageReceived message) {
        return canBeAnswered(message)
                ? answers.get().reply(message.channel(), message.ours()).flatMap(reply -> request(reply, message))
                : Optional.empty();
    }

    /** An SMS from a name or a short code has nobody behind it who reads. */
    private boolean canBeAnswered(MessageReceived message) {
        return SENDING.contains(message.provider())
                && (message.channel() == Channel.WHATSAPP
                        || message.contact().address().isPhone())
                && silences.stream().noneMatch(silence -> silence.isWantedBy(message));
    }

    /** Nothing in it may differ between two messages of one stretch: the later would contradict the earlier. */
    private static Optional<SendRequest> request(Reply reply, MessageReceived message) {
        var text = ReplyText.of(reply.text(), message);
        return text.isBlank() ? Optional.empty() : Optional.of(request(reply, text, message));
    }

    private static SendRequest request(Reply reply, String text, MessageReceived message) {
        var version = version(reply.text());
        var stretch = message.occurredAt().getEpochSecond() / reply.every().toSeconds();
        return new SendRequest(
                MessageId.autoReply(
                        message.channel(), message.ours(), message.contact().address(), version, stretch),
                message.channel(),
                message.provider(),
                message.ours(),
                message.contact().address(),
                new Content.Text(text),
                null,
                null,
                null,
                null,
                null,
                null,
                message.occurredAt(),
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of("autoReply", version));
    }

    private ProducerRecord<byte[], byte[]> record(
            SendRequest request, MessageReceived message, @Nullable Traceparent trace) {
        var id = request.messageId().toString();
        return topics.sendRequests()
                .record(request, new Envelope(id, "/ingress/auto-reply", message.occurredAt(), trace, null));
    }

    private static String version(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
