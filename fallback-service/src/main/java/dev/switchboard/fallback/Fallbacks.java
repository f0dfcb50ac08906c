package dev.switchboard.fallback;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.request.CancelRequest;
import dev.switchboard.contracts.request.SendCommand;
import dev.switchboard.fallback.Fact.What;
import dev.switchboard.fallback.FallbackDecision.SendSms;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes news in whatever order it comes, keeps it, and decides as soon as a plan and what happened to its message are both
 * known. A decision and the record that follows from it are one transaction.
 */
record Fallbacks(
        Names names,
        Facts facts,
        Plans plans,
        Outbox outbox,
        FallbackPolicy policy,
        TransactionOperations transaction,
        Clock clock) {

    static final String SOURCE = "fallback-service";

    /**
     * What followed from news.
     *
     * @param calledOff messages that were delivered after their SMS had been asked for
     */
    record Consequences(List<Decided> decided, List<MessageId> calledOff) {}

    Consequences hear(List<? extends News> news) {
        return Objects.requireNonNull(transaction.execute(_ -> hearAtOnce(news)));
    }

    private Consequences hearAtOnce(List<? extends News> news) {
        var messages = names.lock(news);
        plans.learn(only(Plan.class, news));
        facts.note(only(Fact.class, news));
        var known = facts.of(messages);
        // In this order: what is decided now has taken every delivery into account.
        var calledOff = callOffDelivered(messages, known);
        return new Consequences(decide(messages, known), calledOff);
    }

    private List<Decided> decide(Collection<MessageId> messages, Map<MessageId, List<Fact>> known) {
        var at = clock.instant();
        var decided = plans.undecided(messages).stream()
                .map(plan -> decide(plan, known.getOrDefault(plan.name(), List.of()), at))
                .flatMap(Optional::stream)
                .toList();
        plans.decide(decided);
        for (var one : decided) {
            if (one.decision() instanceof SendSms sms) {
                outbox.add(sms.request(), envelope(sms));
            }
        }
        return decided;
    }

    private Optional<Decided> decide(Plan plan, List<Fact> facts, Instant at) {
        return Decided.of(plan, policy.decide(plan, facts), policy.rules().version(), at);
    }

    /** What was delivered after all needs no SMS: the dispatcher drops it if it has not left. */
    private List<MessageId> callOffDelivered(Collection<MessageId> messages, Map<MessageId, List<Fact>> known) {
        var late = new HashMap<MessageId, Fact>();
        for (var message : plans.answeredBySms(messages)) {
            known.getOrDefault(message, List.of()).stream()
                    .filter(fact -> fact.what() == What.DELIVERED)
                    .findFirst()
                    .ifPresent(delivery -> late.put(message, delivery));
        }
        plans.callOff(late.keySet(), clock.instant());
        late.forEach(this::cancel);
        return List.copyOf(late.keySet());
    }

    private void cancel(MessageId original, Fact delivery) {
        var cancel = new CancelRequest(original.fallback(), "the original was delivered", delivery.occurredAt());
        outbox.add(cancel, envelope(cancel, "cancel", delivery, null));
    }

    private static Envelope envelope(SendSms sms) {
        var because = sms.grounds().because();
        if (because == null) {
            throw new IllegalStateException("an SMS without a cause");
        }
        return envelope(sms.request(), "send", because, sms.request().tenant());
    }

    private static Envelope envelope(SendCommand command, String wish, Fact because, @Nullable String tenant) {
        return new Envelope(
                command.messageId() + ":" + wish, SOURCE, because.occurredAt(), because.traceparent(), tenant);
    }

    private static <T extends News> List<T> only(Class<T> type, List<? extends News> news) {
        return news.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
