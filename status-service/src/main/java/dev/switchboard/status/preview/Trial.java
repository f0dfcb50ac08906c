package dev.switchboard.status.preview;

import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.account.AccountEvent;
import dev.switchboard.contracts.account.AccountEvent.AccountChanged;
import dev.switchboard.contracts.account.AccountEvent.PreferenceChanged;
import dev.switchboard.contracts.account.AccountEvent.SenderQualityChanged;
import dev.switchboard.contracts.account.AccountEvent.TemplateChanged;
import dev.switchboard.contracts.account.AccountEvent.UnknownAccountEvent;
import dev.switchboard.contracts.change.StateChange.CallChanged;
import dev.switchboard.contracts.change.StateChange.ConversationChanged;
import dev.switchboard.contracts.change.StateChange.MessageChanged;
import dev.switchboard.contracts.change.StateChange.SessionStateChanged;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.deadletter.Effect;
import dev.switchboard.contracts.deadletter.Effect.Kind;
import dev.switchboard.contracts.deadletter.Preview;
import dev.switchboard.contracts.erasure.ErasureEvent;
import dev.switchboard.contracts.erasure.ErasureEvent.ContactErased;
import dev.switchboard.contracts.inbound.InboundEvent;
import dev.switchboard.contracts.outcome.SendOutcome;
import dev.switchboard.contracts.status.StatusEvent;
import dev.switchboard.contracts.status.StatusReported;
import dev.switchboard.http.PreviewApi;
import dev.switchboard.status.call.Calls;
import dev.switchboard.status.change.Change;
import dev.switchboard.status.contact.Erasing;
import dev.switchboard.status.contact.Preferences;
import dev.switchboard.status.intake.Arrivals;
import dev.switchboard.status.intake.Intake;
import dev.switchboard.status.intake.Telling;
import dev.switchboard.status.message.Amendments;
import dev.switchboard.status.message.Changed;
import dev.switchboard.status.message.Fact;
import dev.switchboard.status.message.Facts;
import dev.switchboard.status.session.Sessions;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Tries each record by itself, against what is true now. */
@Component
class Trial implements PreviewApi.Trial {

    private final Topics topics;
    private final Intake intake;
    private final Telling telling;
    private final Amendments amendments;
    private final Calls calls;
    private final Sessions sessions;
    private final Preferences preferences;
    private final Erasing erasing;

    Trial(
            Topics topics,
            Intake intake,
            Telling telling,
            Amendments amendments,
            Calls calls,
            Sessions sessions,
            Preferences preferences,
            Erasing erasing) {
        this.topics = topics;
        this.intake = intake;
        this.telling = telling;
        this.amendments = amendments;
        this.calls = calls;
        this.sessions = sessions;
        this.preferences = preferences;
        this.erasing = erasing;
    }

    @Override
    public Optional<Preview.Answer> of(Preview preview) {
        var topic = preview.topic();
        if (topic.equals(topics.status().name())) {
            return Optional.of(preview.tried(topics.status(), delivery -> effect(statuses(delivery))));
        }
        if (topic.equals(topics.sendOutcomes().name())) {
            return Optional.of(preview.tried(topics.sendOutcomes(), delivery -> effect(outcomes(delivery))));
        }
        if (topic.equals(topics.inbound().name())) {
            return Optional.of(preview.tried(topics.inbound(), this::inbound));
        }
        if (topic.equals(topics.account().name())) {
            return Optional.of(preview.tried(topics.account(), this::account));
        }
        return topic.equals(topics.erasures().name())
                ? Optional.of(preview.tried(topics.erasures(), this::erasure))
                : Optional.empty();
    }

    private static List<Fact> statuses(Delivery<StatusEvent> delivery) {
        return switch (delivery.event()) {
            case StatusReported reported -> List.of(Facts.of(reported, delivery));
        };
    }

    private static List<Fact> outcomes(Delivery<SendOutcome> delivery) {
        return List.of(Facts.of(delivery.event(), delivery));
    }

    private Effect inbound(Delivery<InboundEvent> delivery) {
        var arrivals = Arrivals.of(List.of(delivery));
        if (!arrivals.facts().isEmpty()) {
            return effect(arrivals.facts());
        }
        if (!arrivals.amendments().isEmpty()) {
            return changes(
                    telling.tried(amendments.take(arrivals.amendments())),
                    _ -> "its edit, revoke or reaction would show");
        }
        if (!arrivals.callSteps().isEmpty()) {
            return changes(telling.tried(calls.take(arrivals.callSteps())), Trial::words);
        }
        return arrivals.sessions().isEmpty()
                ? new Effect(Kind.NOTHING, "nobody here knows yet what it means")
                : changes(telling.tried(sessions.take(arrivals.sessions())), Trial::words);
    }

    private Effect account(Delivery<AccountEvent> delivery) {
        return switch (delivery.event()) {
            case PreferenceChanged changed -> {
                telling.tried(preferences.take(List.of(changed)));
                yield new Effect(Kind.CHANGES, "what a contact wants, unless something newer is known");
            }
            case TemplateChanged _, SenderQualityChanged _, AccountChanged _, UnknownAccountEvent _ ->
                new Effect(Kind.NOTHING, "it is another service's to know");
        };
    }

    private Effect erasure(Delivery<ErasureEvent> delivery) {
        return switch (delivery.event()) {
            case ContactErased erased ->
                new Effect(Kind.CHANGES, "erased with its contact: " + telling.tried(erasing.apply(erased)));
        };
    }

    private static <T> Effect changes(List<T> changed, Function<T, String> words) {
        return changed.isEmpty() ? Effect.of(Kind.NOTHING) : new Effect(Kind.CHANGES, words.apply(changed.getFirst()));
    }

    private static String words(Change change) {
        return switch (change.state()) {
            case CallChanged call -> "call → " + call.progress();
            case SessionStateChanged session -> "session → " + session.state();
            case MessageChanged _, ConversationChanged _ -> "";
        };
    }

    private Effect effect(List<Fact> facts) {
        return intake.tried(facts).stream()
                .filter(Changed::rises)
                .findFirst()
                .map(changed -> new Effect(Kind.CHANGES, words(changed)))
                .orElse(Effect.of(Kind.NOTHING));
    }

    private static String words(Changed changed) {
        var before = changed.before();
        return (before == null ? "new" : before.wireName()) + " → "
                + changed.now().status().wireName();
    }
}
