package dev.switchboard.simulator.meta;

import dev.switchboard.simulator.SimulatorProperties;
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
import dev.switchboard.simulator.message.Message;
import dev.switchboard.simulator.message.Messages;
import dev.switchboard.simulator.message.Provider;
import dev.switchboard.simulator.message.Sent;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes a valid send, or is too busy for it, and starts the life of what it took. */
@Component
class GraphIntake {
    private static final Logger log = LoggerFactory.getLogger(GraphIntake.class);

    sealed interface Intake {}

    record Taken(String wamid) implements Intake {}

    record Busy() implements Intake {}

    record RefusedByScript(Script.Refusal refusal) implements Intake {}

    private final MetaWebhooks webhooks;
    private final Messages messages;
    private final Playback playback;
    private final Turnstile turnstile;
    private final Wamids wamids;
    private final Clock clock;
    private final Scripts scripts;
    private final Handsets handsets;
    private final ServiceWindow window;
    private final Address sender;

    GraphIntake(
            MetaWebhooks webhooks,
            Messages messages,
            Playback playback,
            Turnstile turnstile,
            Wamids wamids,
            Clock clock,
            Scripts scripts,
            Handsets handsets,
            ServiceWindow window,
            SimulatorProperties properties) {
        this.webhooks = webhooks;
        this.messages = messages;
        this.playback = playback;
        this.turnstile = turnstile;
        this.wamids = wamids;
        this.clock = clock;
        this.scripts = scripts;
        this.handsets = handsets;
        this.window = window;
        sender = new Address(properties.meta().displayPhoneNumber());
    }

    Intake take(GraphSend send) {
        var fate = window.fate(new Address(send.recipient()), Channel.WHATSAPP);
        var known = Objects.requireNonNullElse(send.opaque(), send.recipient() + " " + send.text());
        if (fate == Fate.BUSY && turnstile.refuses(known)) {
            log.atInfo().addKeyValue("errorCode", GraphError.TOO_MANY.code()).log("meta send refused");
            return new Busy();
        }
        var contact = new Address(send.recipient());
        return switch (scripts.take(contact, Channel.WHATSAPP).orElse(null)) {
            case Scripts.Refused(var refusal) -> new RefusedByScript(refusal);
            case Scripts.Lives(var steps) -> taken(send, steps);
            case null -> taken(send, MetaLife.of(fate, send.template(), handsets.of(contact)));
        };
    }

    private Taken taken(GraphSend send, List<Step> life) {
        var sent = sent(send);
        messages.add(new Message(sent, "accepted"));
        playback.start(sent, life, webhooks);
        log.atInfo()
                .addKeyValue("channel", sent.channel())
                .addKeyValue("providerSid", sent.sid())
                .addKeyValue("messageId", sent.mid())
                .log("meta send taken");
        return new Taken(sent.sid());
    }

    private Sent sent(GraphSend send) {
        var contact = send.byNumber() ? new Address(send.recipient()).digits() : send.recipient();
        return new Sent(
                Provider.META,
                Channel.WHATSAPP,
                wamids.next(contact),
                new Address(contact),
                sender,
                send.text(),
                send.template(),
                0,
                send.opaque(),
                null,
                null,
                clock.instant());
    }
}
