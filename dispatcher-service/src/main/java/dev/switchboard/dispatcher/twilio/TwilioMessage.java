package dev.switchboard.dispatcher.twilio;

import static java.util.Objects.requireNonNullElse;

import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.type.PhoneNumber;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.dispatcher.dispatch.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Writes a request as Twilio's create call. */
final class TwilioMessage {

    sealed interface Draft {

        record Ready(MessageCreator creator) implements Draft {}

        record Not(Answer answer) implements Draft {}
    }

    /** How Twilio calls back: five times within its fifteen seconds, also after a 5xx or a slow answer. */
    private static final String OVERRIDES = "#rc=5&rp=ct,rt,5xx&ct=2000&rt=3000";

    private final String account;
    private final URI statusCallback;
    private final TwilioTemplates templates;

    TwilioMessage(String account, URI statusCallback, TwilioTemplates templates) {
        this.account = account;
        this.statusCallback = statusCallback;
        this.templates = templates;
    }

    Draft draft(SendRequest request, Address from) {
        var to = new PhoneNumber(TwilioAddress.of(request.channel(), request.to()));
        var creator = TwilioAddress.isService(from)
                ? new MessageCreator(account, to, from.value(), (String) null)
                : new MessageCreator(
                        account, to, new PhoneNumber(TwilioAddress.of(request.channel(), from)), (String) null);
        creator.setStatusCallback(callback(request.messageId()));
        return filled(creator, request.content());
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
            case Content.Interactive _ -> cannotCarry("interactive messages other than templates");
            case Content.Contacts _ -> cannotCarry("contact cards");
            case Content.Reaction _ -> cannotCarry("reactions");
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

    private static Draft cannotCarry(String what) {
        return new Draft.Not(Answer.refusedByUs(Failure.Kind.PERMANENT, "Twilio does not carry " + what));
    }
}
