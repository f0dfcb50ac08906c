package dev.switchboard.dispatcher.recipient;

import dev.switchboard.contracts.message.Channel;
import dev.switchboard.dispatcher.DispatcherProperties;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The words that stop and start. They count only where they are the whole message. */
@Component
class Keywords {

    private final DispatcherProperties.Recipients words;

    Keywords(DispatcherProperties properties) {
        this.words = properties.recipients();
    }

    Wish wish(Channel channel, @Nullable String text) {
        if (text == null) {
            return Wish.NONE;
        }
        var word = text.strip().toUpperCase(Locale.ROOT);
        if (stops(channel).contains(word)) {
            return Wish.STOP;
        }
        return words.start().contains(word) ? Wish.START : Wish.NONE;
    }

    private List<String> stops(Channel channel) {
        return switch (channel) {
            case SMS -> words.stopSms();
            case WHATSAPP -> words.stopWhatsapp();
        };
    }
}
