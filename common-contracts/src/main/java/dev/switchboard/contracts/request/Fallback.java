package dev.switchboard.contracts.request;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.Unfit;
import dev.switchboard.contracts.message.Channel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When the message may arrive by another way: on failure, or when it has not been delivered a time after it was
 * requested. {@code "sms"} is short for {@code {"channel":"sms","onFailure":true}}.
 *
 * @param text what the SMS says; without it, what the original says in plain words
 */
public record Fallback(
        Channel channel,
        boolean onFailure,
        @Nullable Duration after,
        @Nullable String text) {

    public Fallback {
        Required.that(channel == Channel.SMS, "fallback.channel must be sms");
        Required.that(onFailure || after != null, "fallback.onFailure is false and fallback.after is missing");
        Required.that(after == null || after.isPositive(), "fallback.after is not a positive duration");
    }

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static Fallback of(
            @JsonProperty("channel") @Nullable Channel channel,
            @JsonProperty("onFailure") @Nullable Boolean onFailure,
            @JsonProperty("after") @Nullable Duration after,
            @JsonProperty("text") @Nullable String text) {
        return new Fallback(channel == null ? Channel.SMS : channel, onFailure == null || onFailure, after, text);
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
