package dev.switchboard.ingress.twilio;

import dev.switchboard.contracts.Required;
import dev.switchboard.ingress.reply.Answers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** What callers hear, and on which number of ours something else. */
@ConfigurationProperties("voice")
record VoiceProperties(
        String text,
        String voice,
        String language,
        @DefaultValue List<Number> numbers) {

    VoiceProperties {
        Required.that(!text.isBlank(), "VOICE_TEXT is blank");
        numbers = List.copyOf(numbers);
    }

    /** One number's own words; what is missing is as everywhere. */
    record Number(
            String number,
            String text,
            @Nullable String voice,
            @Nullable String language) {

        Number {
            Required.field("voice.numbers.number", number);
            Required.field("voice.numbers.text", text);
        }
    }

    VoiceScript script(Answers.Script own) {
        return new VoiceScript(
                own.text(),
                own.voice() == null ? voice : own.voice(),
                own.language() == null ? language : own.language());
    }

    VoiceScript scriptOf(@Nullable String called) {
        return numbers.stream()
                .filter(one -> one.number.equals(called))
                .findFirst()
                .map(one -> new VoiceScript(
                        one.text,
                        one.voice == null ? voice : one.voice,
                        one.language == null ? language : one.language))
                .orElse(new VoiceScript(text, voice, language));
    }
}
