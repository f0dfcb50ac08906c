package dev.switchboard.ingress.send;

import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.request.SendRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a request must keep to before anything is published: what can be known from the request alone. Whether a sender,
 * a template or a recipient exists is for others to find out.
 */
final class NewMessageRules {

    private static final int LONGEST_WHATSAPP_TEXT = 4096;
    private static final int LONGEST_SMS = 1600;
    private static final int LONGEST_CAPTION = 1024;
    private static final int LONGEST_URL = 2048;
    private static final int MOST_METADATA = 20;
    private static final Pattern WHATSAPP_USER = Pattern.compile("[A-Z]{2}\\.(ENT\\.)?[A-Za-z0-9]{1,128}");
    private static final List<String> CONTENTS = List.of("/text", "/template", "/media", "/content");
    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final NewMessage message;
    private final Findings findings;

    private NewMessageRules(NewMessageJson.Read read) {
        this.message = read.message();
        this.findings = new Findings(read.findings());
    }

    /** The request as it goes onto the topic, or {@code Refused} with every reason. */
    static SendRequest request(NewMessageJson.Read read, MessageId id, @Nullable MessageId retryOf, Instant now) {
        return new NewMessageRules(read).request(id, retryOf, now);
    }

    private SendRequest request(MessageId id, @Nullable MessageId retryOf, Instant now) {
        var channel = message.channel();
        findings.unless(channel != null, "/channel", "is missing");
        recipient();
        sender();
        contents();
        labels();
        times();
        findings.refuseIfAny();
        return new SendRequest(
                id,
                Objects.requireNonNull(channel),
                message.provider(),
                message.from() == null ? null : new Address(message.from()),
                new Address(Objects.requireNonNull(message.to())),
                content(),
                message.replyTo(),
                message.fallback(),
                null,
                retryOf,
                message.priority(),
                message.category(),
                now,
                message.sendAt(),
                message.expiresAt(),
                message.onUncertain(),
                message.trackReceipts(),
                message.trackReads(),
                message.tenant(),
                message.metadata());
    }

    private void recipient() {
        var to = message.to();
        if (to == null || to.isBlank()) {
            findings.unless(false, "/to", "is missing");
        } else if (message.channel() != Channel.WHATSAPP
                || !WHATSAPP_USER.matcher(to).matches()) {
            PossibleNumber.whyNot(to).ifPresent(reason -> findings.unless(false, "/to", reason));
        }
    }

    private void sender() {
        var from = message.from();
        if (from != null && from.startsWith("+")) {
            PossibleNumber.whyNot(from).ifPresent(reason -> findings.unless(false, "/from", reason));
        } else if (from != null) {
            findings.unless(from.matches("[\\w.:@-]{1,64}"), "/from", "is neither a number nor the name of a sender");
        }
    }

    private void contents() {
        var kinds = Stream.of(message.template(), message.media(), message.content())
                .filter(Objects::nonNull)
                .count();
        var textAlone = kinds == 0 && message.text() != null;
        var textBesideTemplate = message.text() == null || message.template() != null;
        findings.unless(
                textAlone || kinds == 1 && textBesideTemplate || findings.areAbout(CONTENTS),
                "",
                "needs exactly one of text, template, media or content; text may stand beside template");
        text();
        media("/media", message.media());
        content(message.content());
        template();
    }

    private void text() {
        var text = message.text();
        findings.unless(text == null || !text.isBlank(), "/text", "is blank");
        findings.notLonger(text, longestText(), "/text");
        var fallback = message.fallback();
        if (fallback != null) {
            findings.unless(message.channel() == Channel.WHATSAPP, "/fallback", "is for WhatsApp messages alone");
            findings.notLonger(fallback.text(), LONGEST_SMS, "/fallback/text");
            findings.notLonger(fallback.text() == null ? text : null, LONGEST_SMS, "/text");
        }
    }

    private void content(@Nullable Content content) {
        switch (content) {
            case Content.Text text -> findings.notLonger(text.body(), longestText(), "/content/body");
            case Content.Media media -> media("/content", media);
            case Content.Template _ -> {}
            case Content.Interactive _, Content.Location _, Content.Contacts _, Content.Reaction _ ->
                findings.unless(message.channel() != Channel.SMS, "/content/type", "does not travel by SMS");
            case null -> {}
        }
    }

    private void media(String pointer, Content.@Nullable Media media) {
        if (media != null) {
            findings.unless(
                    media.url().getHost() != null && "https".equals(media.url().getScheme()),
                    pointer + "/url",
                    "is not an https address");
            findings.notLonger(media.url().toString(), LONGEST_URL, pointer + "/url");
            findings.notLonger(media.caption(), LONGEST_CAPTION, pointer + "/caption");
            findings.notLonger(media.filename(), 255, pointer + "/filename");
        }
    }

    private void template() {
        var template = message.template();
        if (template != null) {
            findings.unless(template.name() != null && !template.name().isBlank(), "/template/name", "is missing");
            findings.notLonger(template.name(), 512, "/template/name");
        }
    }

    private void labels() {
        findings.notLonger(message.category(), 64, "/category");
        findings.notLonger(message.replyTo(), 256, "/replyTo");
        var tenant = message.tenant();
        findings.unless(
                tenant == null || TENANT.matcher(tenant).matches(),
                "/tenant",
                "is not 1 to 64 letters, digits, dots, dashes and underscores");
        var metadata = message.metadata() == null ? Map.<String, String>of() : message.metadata();
        findings.unless(metadata.size() <= MOST_METADATA, "/metadata", "has more than " + MOST_METADATA + " entries");
        metadata.forEach((name, value) -> {
            findings.unless(
                    name.matches("[\\w.-]{1,64}"), "/metadata", "has a name that is not 1 to 64 letters or digits");
            findings.unless(value != null, "/metadata/" + name, "is null");
            findings.notLonger(value, 512, "/metadata/" + name);
        });
    }

    private void times() {
        var sendAt = message.sendAt();
        var expiresAt = message.expiresAt();
        findings.unless(
                sendAt == null || expiresAt == null || expiresAt.isAfter(sendAt), "/expiresAt", "is not after sendAt");
    }

    private int longestText() {
        return message.channel() == Channel.SMS ? LONGEST_SMS : LONGEST_WHATSAPP_TEXT;
    }

    private Content content() {
        if (message.content() != null) {
            return message.content();
        }
        if (message.media() != null) {
            return message.media();
        }
        var template = message.template();
        return template == null
                ? new Content.Text(Objects.requireNonNull(message.text()))
                : new Content.Template(
                        Objects.requireNonNull(template.name()),
                        template.language(),
                        template.variables(),
                        template.components(),
                        message.text());
    }
}
