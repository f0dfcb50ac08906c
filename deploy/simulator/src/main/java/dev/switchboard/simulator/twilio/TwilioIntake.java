package dev.switchboard.simulator.twilio;

import dev.switchboard.simulator.customer.ServiceWindow;
import dev.switchboard.simulator.fate.Fate;
import dev.switchboard.simulator.fate.Playback;
import dev.switchboard.simulator.fate.Script;
import dev.switchboard.simulator.fate.Scripts;
import dev.switchboard.simulator.fate.Step;
import dev.switchboard.simulator.fate.Turnstile;
import dev.switchboard.simulator.handset.Handsets;
import dev.switchboard.simulator.message.Address;
import dev.switchboard.simulator.message.Channel;
import dev.switchboard.simulator.message.Ids;
import dev.switchboard.simulator.message.Message;
import dev.switchboard.simulator.message.Messages;
import dev.switchboard.simulator.message.Provider;
import dev.switchboard.simulator.message.Rejections;
import dev.switchboard.simulator.message.Sent;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** Takes a create call or refuses it, and starts the life of what it took. */
@Component
class TwilioIntake {
    private static final Logger log = LoggerFactory.getLogger(TwilioIntake.class);

    sealed interface Creation {}

    record Created(Message message) implements Creation {}

    record Refused(TwilioError error) implements Creation {}

    record RefusedByScript(Script.Refusal refusal) implements Creation {}

    private final TwilioAccount account;
    private final TwilioCallbacks callbacks;
    private final Messages messages;
    private final Rejections rejections;
    private final Scripts scripts;
    private final Handsets handsets;
    private final ServiceWindow window;
    private final Playback playback;
    private final Turnstile turnstile;
    private final Ids ids;
    private final Clock clock;

    TwilioIntake(
            TwilioAccount account,
            TwilioCallbacks callbacks,
            Messages messages,
            Rejections rejections,
            Scripts scripts,
            Handsets handsets,
            ServiceWindow window,
            Playback playback,
            Turnstile turnstile,
            Ids ids,
            Clock clock) {
        this.account = account;
        this.callbacks = callbacks;
        this.messages = messages;
        this.rejections = rejections;
        this.scripts = scripts;
        this.handsets = handsets;
        this.window = window;
        this.playback = playback;
        this.turnstile = turnstile;
        this.ids = ids;
        this.clock = clock;
    }

    Creation take(TwilioSend send) {
        var fate = window.fate(new Address(send.to()), send.channel());
        var broken = send.refusal();
        broken.ifPresent(error -> rejections.add(Provider.TWILIO, error.code(), send.problems(), send.request()));
        var refusal = broken.or(() -> atOnce(fate, send));
        if (refusal.isPresent()) {
            log.atInfo().addKeyValue("errorCode", refusal.get().code()).log("twilio send refused");
            return new Refused(refusal.get());
        }
        return switch (scripts.take(new Address(send.to()), send.channel()).orElse(null)) {
            case Scripts.Refused(var scripted) -> new RefusedByScript(scripted);
            case Scripts.Lives(var steps) -> taken(send, _ -> steps);
            case null -> taken(send, sent -> TwilioLife.of(fate, sent, handsets.of(sent.to())));
        };
    }

    private Created taken(TwilioSend send, Function<Sent, List<Step>> life) {
        var sent = sent(send);
        var message = new Message(sent, send.service() == null ? "queued" : "accepted");
        messages.add(message);
        playback.start(sent, life.apply(sent), callbacks);
        log.atInfo()
                .addKeyValue("channel", sent.channel())
                .addKeyValue("providerSid", sent.sid())
                .addKeyValue("messageId", sent.mid())
                .log("twilio send taken");
        return new Created(message);
    }

    private Optional<TwilioError> atOnce(Fate fate, TwilioSend send) {
        var blocked = send.channel() == Channel.SMS
                && handsets.of(new Address(send.to())).hasBlocked();
        if (fate == Fate.OPTED_OUT || blocked) {
            return Optional.of(TwilioError.OPTED_OUT);
        }
        var known = Optional.ofNullable(mid(send)).orElse(send.to() + " " + send.text());
        return fate == Fate.BUSY && turnstile.refuses(known) ? Optional.of(TwilioError.TOO_MANY) : Optional.empty();
    }

    private Sent sent(TwilioSend send) {
        return new Sent(
                Provider.TWILIO,
                send.channel(),
                (send.media().isEmpty() ? "SM" : "MM") + ids.hex(32),
                new Address(send.to()),
                send.from().isBlank() ? account.sender(send.channel()) : new Address(send.from()),
                send.text(),
                send.template(),
                send.media().size(),
                mid(send),
                send.callback(),
                send.service(),
                clock.instant());
    }

    private static @Nullable String mid(TwilioSend send) {
        return send.callback() == null
                ? null
                : UriComponentsBuilder.fromUriString(send.callback())
                        .build()
                        .getQueryParams()
                        .getFirst("mid");
    }
}
