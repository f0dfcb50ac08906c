package dev.switchboard.contracts.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The wish to have one message sent. Four fields are enough; the dispatcher completes the others and publishes the whole
 * request in {@code Queued}:
 *
 * <pre>{"messageId":"0199…","channel":"whatsapp","to":"+14155550100","content":{"type":"text","body":"Hello"}}</pre>
 *
 * @param from a sender's address; without it the configured sender of the channel is used
 * @param replyTo the provider's id of the message this one answers
 * @param fallbackOf the message this one stands in for, on another channel
 * @param retryOf the message this one repeats
 * @param requestedAt when it was wished; without it, the record's own time
 * @param sendAt not before
 * @param expiresAt not after; without it, a day after {@code requestedAt}
 * @param onUncertain what to do when nobody can know whether the provider took it
 * @param metadata echoed in every change of the message
 */
@JsonTypeName("SendRequest")
public record SendRequest(
        MessageId messageId,
        Channel channel,
        @Nullable Provider provider,
        @Nullable Address from,
        Address to,
        Content content,
        @Nullable String replyTo,
        @Nullable Fallback fallback,
        @Nullable MessageId fallbackOf,
        @Nullable MessageId retryOf,
        @Nullable Priority priority,
        @Nullable String category,
        @Nullable Instant requestedAt,
        @Nullable Instant sendAt,
        @Nullable Instant expiresAt,
        @Nullable OnUncertain onUncertain,
        @Nullable Boolean trackReceipts,
        @Nullable Boolean trackReads,
        @Nullable String tenant,
        @Nullable Map<String, String> metadata)
        implements SendCommand {

    public SendRequest {
        Required.field("messageId", messageId);
        Required.field("channel", channel);
        Required.field("to", to);
        Required.field("content", content);
    }

    /** The least that can be sent. */
    public static SendRequest of(
            MessageId messageId, Channel channel, Address to, Content content, Instant requestedAt) {
        return new SendRequest(
                messageId,
                channel,
                null,
                null,
                to,
                content,
                null,
                null,
                null,
                null,
                null,
                null,
                requestedAt,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** What is left of it when its recipient is to be forgotten: who sent what kind of message when, and not to whom. */
    public SendRequest erased() {
        return new SendRequest(
                messageId,
                channel,
                provider,
                from,
                new Address("erased"),
                new Content.Text("erased"),
                null,
                fallback == null
                        ? null
                        : new Fallback(
                                fallback.channel(), fallback.onFailure(), fallback.after(), fallback.unless(), null),
                fallbackOf,
                retryOf,
                priority,
                category,
                requestedAt,
                sendAt,
                expiresAt,
                onUncertain,
                trackReceipts,
                trackReads,
                tenant,
                null);
    }

    @Override
    public String toString() {
        return "SendRequest[" + messageId + " " + channel.wireName() + " to " + to + "]";
    }

    /** What the request leaves open where a callback or a person must settle an uncertain call. */
    public enum OnUncertain {
        @JsonProperty("park")
        PARK,
        @JsonProperty("resend")
        RESEND
    }

    /** Which lane a request waits in: a password passes a campaign. */
    public enum Priority {
        @JsonProperty("high")
        HIGH,
        @JsonProperty("normal")
        NORMAL,
        @JsonProperty("low")
        LOW
    }
}
