package dev.switchboard.ingress.reply;

import dev.switchboard.contracts.inbound.MessageReceived;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Who writes a word that stops, starts or asks for help hears of it from the network, and nothing from us. */
@Component
final class OptOutWords implements Silence {

    private static final Set<String> ANSWERED_BY_THE_NETWORK = Set.of("HELP", "INFO");

    private final RepliesProperties words;

    OptOutWords(RepliesProperties words) {
        this.words = words;
    }

    @Override
    public boolean isWantedBy(MessageReceived message) {
        var text = message.content().text();
        if (text == null) {
            return false;
        }
        var word = text.strip().toUpperCase(Locale.ROOT);
        return stops(message).contains(word) || words.start().contains(word) || ANSWERED_BY_THE_NETWORK.contains(word);
    }

    private List<String> stops(MessageReceived message) {
        return switch (message.channel()) {
            case SMS -> words.stopSms();
            case WHATSAPP -> words.stopWhatsapp();
        };
    }
}
