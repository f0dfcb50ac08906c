package dev.switchboard.ingress.reply;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.Unfit;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.settings.Yaml;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/**
 * What numbers of ours answer by themselves, as {@code ANSWERS_FILE} has it; of several that fit the first counts.
 *
 * <pre>
 * replies:
 *   - number: +15550001111            # without it, every number
 *     channel: whatsapp               # without it, both
 *     text: Thank you, {name|there}. We answer tomorrow.
 *     every: 24h                      # once for a contact in this time
 * voice:
 *   - number: +15550002222
 *     text: Our office is closed. // Please call again.
 * </pre>
 */
public record Answers(List<Reply> replies, List<Script> voice) {

    public Answers {
        replies = replies == null ? List.of() : List.copyOf(replies);
        voice = voice == null ? List.of() : List.copyOf(voice);
    }

    static Answers none() {
        return new Answers(List.of(), List.of());
    }

    static Answers parse(byte[] yaml) {
        return Yaml.read(yaml, Answers.class);
    }

    Optional<Reply> reply(Channel channel, Address ours) {
        return replies.stream().filter(reply -> reply.fits(channel, ours)).findFirst();
    }

    public Optional<Script> script(@Nullable String called) {
        return voice.stream().filter(script -> script.fits(called)).findFirst();
    }

    /** An automatic reply to a message. */
    public record Reply(@Nullable String number, @Nullable Channel channel, String text, Duration every) {

        private static final Duration USUALLY = Duration.ofHours(24);
        private static final Duration SHORTEST = Duration.ofMinutes(1);
        private static final int LONGEST = 1600;
        private static final Pattern BRACED = Pattern.compile("\\{[^}]*}?");

        public Reply {
            Required.that(
                    number == null || number.matches("\\+[1-9]\\d{1,14}|\\d{3,8}"), "number is not like +15550001111");
            Required.field("text", text);
            Required.that(!text.isBlank(), "text is blank");
            Required.that(text.length() <= LONGEST, "text is longer than " + LONGEST + " characters");
            Required.that(
                    BRACED.matcher(text).results().allMatch(braced -> ReplyText.isPlaceholder(braced.group())),
                    "text has a placeholder that is none of {name}, {name|otherwise} and {number}");
            Required.that(every.compareTo(SHORTEST) >= 0, "every is shorter than a minute");
        }

        @JsonCreator
        static Reply of(
                @JsonProperty("number") @Nullable String number,
                @JsonProperty("channel") @Nullable Channel channel,
                @JsonProperty("text") String text,
                @JsonProperty("every") @Nullable String every) {
            return new Reply(number, channel, text, every == null ? USUALLY : duration(every));
        }

        private static Duration duration(String text) {
            try {
                return DurationStyle.detectAndParse(text);
            } catch (IllegalArgumentException _) {
                throw new Unfit("every is no time like 24h or 30m");
            }
        }

        boolean fits(Channel channel, Address ours) {
            return (number == null || number.equals(ours.value())) && (this.channel == null || this.channel == channel);
        }
    }

    /** What callers hear. */
    public record Script(
            @Nullable String number,
            String text,
            @Nullable String voice,
            @Nullable String language) {

        public Script {
            Required.field("text", text);
            Required.that(!text.isBlank(), "text is blank");
        }

        boolean fits(@Nullable String called) {
            return number == null || number.equals(called);
        }
    }
}
