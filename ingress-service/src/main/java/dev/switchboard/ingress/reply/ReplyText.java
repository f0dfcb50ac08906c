package dev.switchboard.ingress.reply;

import dev.switchboard.contracts.inbound.MessageReceived;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a reply with what it knows of the contact. Only what is the same for all messages of a contact: two at
 * once must ask for one and the same reply.
 */
final class ReplyText {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(name|number)(?:\\|([^{}]*))?}");

    private ReplyText() {}

    static boolean isPlaceholder(String braced) {
        return PLACEHOLDER.matcher(braced).matches();
    }

    static String of(String text, MessageReceived message) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> {
            var value = "name".equals(found.group(1))
                    ? message.contact().name()
                    : message.ours().value();
            var otherwise = found.group(2) == null ? "" : found.group(2);
            return Matcher.quoteReplacement(value == null || value.isBlank() ? otherwise : value);
        });
    }
}
