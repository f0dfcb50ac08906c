package dev.switchboard.contracts.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Clock;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The one name of a message, on every topic and in every store. */
public record MessageId(@JsonValue UUID value) implements Comparable<MessageId> {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static MessageId of(String text) {
        return new MessageId(Identity.parse(text));
    }

    /** A message nobody names a key for. */
    public static MessageId next(Clock clock, RandomGenerator random) {
        return new MessageId(Identity.inOrderOfTime(clock, random));
    }

    /** The same caller with the same {@code Idempotency-Key} means the same message. */
    public static MessageId of(String caller, String idempotencyKey) {
        return new MessageId(Identity.derived("request", caller, idempotencyKey));
    }

    /** A message we did not send ourselves, or whose callback does not carry our id. */
    public static MessageId elsewhere(Provider provider, String account, String providerId) {
        return new MessageId(Identity.derived("elsewhere", provider.name(), account, providerId));
    }

    /** The one SMS that may follow this message: derived, so that a repeated failure cannot make a second one. */
    public MessageId fallback() {
        return new MessageId(Identity.derived("sms", value.toString()));
    }

    /** The n-th further try of this message, counted from 1. */
    public MessageId retry(int n) {
        return new MessageId(Identity.derived("retry", value.toString(), Integer.toString(n)));
    }

    /**
     * What a number of ours answers by itself: one for a contact in each stretch of time, whatever is written meanwhile.
     *
     * @param version of what is answered: new words are another answer
     */
    public static MessageId autoReply(Channel channel, Address ours, Address contact, String version, long stretch) {
        return new MessageId(Identity.derived(
                "auto-reply", channel.wireName(), ours.value(), contact.value(), version, Long.toString(stretch)));
    }

    @Override
    public int compareTo(MessageId other) {
        return value.toString().compareTo(other.value.toString());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
