package dev.switchboard.dispatcher.dispatch;

import dev.switchboard.contracts.failure.Reach;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.dispatcher.DispatcherProperties;
import dev.switchboard.dispatcher.ledger.Claimed;
import dev.switchboard.dispatcher.pace.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** What is left alone after an answer, so that a thousand messages do not meet the same failure. */
@Component
class Standstill {

    private final Circuit circuit;
    private final DispatcherProperties.Pause settings;

    Standstill(Circuit circuit, DispatcherProperties properties) {
        this.circuit = circuit;
        this.settings = properties.pause();
    }

    List<Pause> after(Claimed claimed, Answer answer, Instant now) {
        if (circuit.opensAfter(claimed.provider(), answer)) {
            var silent = new Failure(Failure.Kind.RETRY, null, "the provider does not answer");
            var probeAt = now.plus(settings.trouble());
            return List.of(new Pause(Pause.Reach.ACCOUNT, claimed.provider().name(), silent, probeAt));
        }
        return switch (answer) {
            case Answer.Refused(var _, var failure, var reach) -> pause(claimed, reach, failure, now, settings.probe());
            case Answer.NotTaken(var failure, var notBefore, var reach, var _)
            when notBefore.isPositive() -> pause(claimed, reach, failure, now, notBefore);
            case Answer.Taken _, Answer.NotTaken _, Answer.Unknown _ -> List.of();
        };
    }

    private static List<Pause> pause(Claimed claimed, Reach reach, Failure failure, Instant now, Duration length) {
        var provider = claimed.provider();
        var probeAt = now.plus(length);
        return switch (reach) {
            case MESSAGE, PAIR -> List.of();
            case ACCOUNT -> List.of(new Pause(Pause.Reach.ACCOUNT, provider.name(), failure, probeAt));
            case SENDER -> List.of(new Pause(Pause.Reach.SENDER, claimed.sender(), failure, probeAt));
            case TEMPLATE ->
                claimed.request().content() instanceof Content.Template template
                        ? List.of(new Pause(
                                Pause.Reach.TEMPLATE, Pause.template(provider, template.name()), failure, probeAt))
                        : List.of();
        };
    }
}
