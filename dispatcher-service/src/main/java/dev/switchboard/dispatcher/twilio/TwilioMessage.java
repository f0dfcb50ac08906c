package dev.switchboard.dispatcher.twilio;

import static java.util.Objects.requireNonNullElse;

import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.type.PhoneNumber;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.dispatcher.dispatch.Answer;
import dev.switchboard.dispatcher.dispatch.Catalog;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes a request as Twilio's create call. */
final class TwilioMessage {

    sealed interface Draft {

        record Ready(MessageCreator creator) implements Draft {}

        record Not(Answer answer) implements Draft {}
    }

    /** How Twilio calls back: five times within its fifteen seconds, also after a 5xx or a slow answer. */
    private static final String OVERRIDES = "#rc=5&rp=ct,rt,5xx&ct=2000&rt=3000";

    /** Twilio takes no more, in any alphabet and on either channel. */
    private static final int LONGEST_TEXT = 1600;

    private static final Duration LONGEST_WAIT = Duration.ofHours(10);

    private final String account;
    private final URI statusCallback;
    private final TwilioTemplates templates;
    private final int mostSegments;
    private final Clock clock;

    TwilioMessage(String account, URI statusCallback, TwilioTemplates templates, int mostSegments, Clock clock) {
        this.account = account;
        this.statusCallback = statusCallback;
        this.templates = templates;
        this.mostSegments = mostSegments;
        this.clock = clock;
    }

    /** @throws com.twilio.exception.TwilioException when the list cannot be read */
    List<Catalog.Entry> templates() {
        return templates.all();
    }

    /** What Twilio would refuse, or send without a part of it. */
    Optional<String> unfit(SendRequest request) {
        var channel = request.channel();
        return switch (request.content()) {
            case Content.Text(var body, var _) ->
                tooLong("content.body", body).or(() -> tooManySegments(channel, body));
            case Content.Media media ->
                media.caption() == null ? Optional.empty() : captionUnfit(channel, media, media.caption());
            case Content.Template template
            when template.components() != null && template.variables() == null ->
                Optional.of("content.components is Meta's: Twilio fills a template from content.variables");
            case Content.Location _
            when channel == Channel.SMS -> Optional.of("content.type is location, and an SMS has none");
            case Content.Template _, Content.Location _ -> Optional.empty();
            case Content.Interactive _ ->
                Optional.of("Twilio does not carry interactive messages other than templates");
            case Content.Contacts _ -> Optional.of("Twilio does not carry contact cards");
            case Content.Reaction _ -> Optional.of("Twilio does not carry reactions");
        };
    }

    private static Optional<String> captionUnfit(Channel channel, Content.Media media, String caption) {
        return channel == Channel.WHATSAPP && !media.kind().takesCaption()
                ? Optional.of("WhatsApp has no caption for audio and stickers")
                : tooLong("content.caption", caption);
    }

    private static Optional<String> tooLong(String field, String text) {
        return text.length() > LONGEST_TEXT
                ? Optional.of("%s has %d characters, and Twilio takes %d".formatted(field, text.length(), LONGEST_TEXT))
                : Optional.empty();
    }

    private Optional<String> tooManySegments(Channel channel, String body) {
        if (channel != Channel.SMS) {
            return Optional.empty();
        }
        var length = SmsLength.of(body);
        return length.segments() > mostSegments
                ? Optional.of("content.body needs %d SMS segments, and SMS_SEGMENTS allows %d%s"
                        .formatted(length.segments(), mostSegments, because(length)))
                : Optional.empty();
    }

    private static String because(SmsLength length) {
        return length.foreign() == null ? "" : ": " + length.foreign() + " is not in the GSM alphabet";
    }

    Draft draft(SendRequest request, Address from) {
        var to = new PhoneNumber(TwilioAddress.of(request.channel(), request.to()));
        var creator = TwilioAddress.isService(from)
                ? new MessageCreator(account, to, from.value(), (String) null)
                : new MessageCreator(
                        account, to, new PhoneNumber(TwilioAddress.of(request.channel(), from)), (String) null);
        creator.setStatusCallback(callback(request.messageId()));
        validity(request.expiresAt()).ifPresent(creator::setValidityPeriod);
        return filled(creator, request.content());
    }

    /** Twilio may keep a message waiting, too, and by itself does so for ten hours. */
    private Optional<Integer> validity(@Nullable Instant expiresAt) {
        if (expiresAt == null) {
            return Optional.empty();
        }
        var left = Duration.between(clock.instant(), expiresAt);
        return left.compareTo(LONGEST_WAIT) < 0 ? Optional.of((int) Math.max(1, left.toSeconds())) : Optional.empty();
    }

    /** Our id travels in the address, so that every report on the message carries it. */
    private String callback(MessageId id) {
        return statusCallback + (statusCallback.getRawQuery() == null ? "?" : "&") + "mid=" + id + OVERRIDES;
    }

    private Draft filled(MessageCreator creator, Content content) {
        return switch (content) {
            case Content.Text text -> new Draft.Ready(creator.setBody(text.body()));
            case Content.Media media -> new Draft.Ready(withMedia(creator, media));
            case Content.Template template -> withTemplate(creator, template);
            case Content.Location location -> new Draft.Ready(withLocation(creator, location));
            case Content.Interactive _, Content.Contacts _, Content.Reaction _ ->
                throw new IllegalArgumentException("Twilio does not carry it");
        };
    }

    private static MessageCreator withMedia(MessageCreator creator, Content.Media media) {
        creator.setMediaUrl(List.of(media.url()));
        return media.caption() == null ? creator : creator.setBody(media.caption());
    }

    private static MessageCreator withLocation(MessageCreator creator, Content.Location location) {
        var label = requireNonNullElse(location.name(), requireNonNullElse(location.address(), "Location"));
        var place = "geo:" + location.latitude() + "," + location.longitude() + "|" + label;
        return creator.setBody(label).setPersistentAction(List.of(place));
    }

    private Draft withTemplate(MessageCreator creator, Content.Template template) {
        var sid = templates.sid(template.name(), template.language());
        if (sid.isEmpty()) {
            return new Draft.Not(Answer.refusedByUs(
                    Failure.Kind.CONFIGURATION, "content.name is not the name of a template at Twilio"));
        }
        creator.setContentSid(sid.get());
        var variables = template.variables();
        if (variables != null && !variables.isEmpty()) {
            creator.setContentVariables(Wire.JSON.writeValueAsString(variables));
        }
        return new Draft.Ready(creator);
    }

    static Draft couldNotAsk() {
        var failure = new Failure(Failure.Kind.RETRY, null, "the list of templates could not be read");
        return new Draft.Not(new Answer.NotTaken(failure, Duration.ZERO));
    }
}
