package dev.switchboard.contracts.request;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.Unfit;
import dev.switchboard.contracts.message.Channel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When the message may arrive by another way: on failure, or when it has not come far enough a time after it was
 * requested. {@code "sms"} is short for {@code {"channel":"sms","onFailure":true}}.
 *
 * @param unless what it must have reached after that time; without it, delivered
 * @param text what the SMS says; without it, what the original says in plain words
 */
public record Fallback(
        Channel channel,
        boolean onFailure,
        @Nullable Duration after,
        @Nullable Unless unless,
        @Nullable String text) {

    /** How far a message must have come for its deadline to pass without consequence. */
    public enum Unless {
        @JsonProperty("sent")
        SENT,
        @JsonProperty("delivered")
        DELIVERED,
        @JsonProperty("read")
        READ
    }

    public Fallback {
        Required.that(channel == Channel.SMS, "fallback.channel must be sms");
        Required.that(onFailure || after != null, "fallback.onFailure is false and fallback.after is missing");
        Required.that(after == null || after.isPositive(), "fallback.after is not a positive duration");
        Required.that(unless == null || after != null, "fallback.after is missing where fallback.unless is there");
    }

    public Fallback(Channel channel, boolean onFailure, @Nullable Duration after, @Nullable String text) {
        this(channel, onFailure, after, null, text);
    }

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static Fallback of(
            @JsonProperty("channel") @Nullable Channel channel,
            @JsonProperty("onFailure") @Nullable Boolean onFailure,
            @JsonProperty("after") @Nullable Duration after,
            @JsonProperty("unless") @Nullable Unless unless,
            @JsonProperty("text") @Nullable String text) {
        return new Fallback(
                channel == null ? Channel.SMS : channel, onFailure == null || onFailure, after, unless, text);
    }

    /** Delivered, where the request does not say. */
    public Unless unlessReached() {
        return unless == null ? Unless.DELIVERED : unless;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static @Nullable Fallback of(String shortForm) {
        return switch (shortForm) {
            case "sms" -> onFailure(null);
            case "none" -> null;
            default -> throw new Unfit("fallback must be sms, none or an object");
        };
    }

    public static Fallback onFailure(@Nullable String text) {
        return new Fallback(Channel.SMS, true, null, text);
    }

    @Override
    public String toString() {
        return "Fallback[" + channel.wireName() + (after == null ? "" : " after " + after) + "]";
    }
}
