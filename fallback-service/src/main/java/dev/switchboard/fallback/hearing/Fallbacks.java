package dev.switchboard.fallback.hearing;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.request.CancelRequest;
import dev.switchboard.contracts.request.SendCommand;
import dev.switchboard.fallback.decision.Case;
import dev.switchboard.fallback.decision.Decided;
import dev.switchboard.fallback.decision.Fact;
import dev.switchboard.fallback.decision.Fact.What;
import dev.switchboard.fallback.decision.FallbackPolicy;
import dev.switchboard.fallback.decision.News;
import dev.switchboard.fallback.decision.News.Rescue;
import dev.switchboard.fallback.decision.News.SmsArrived;
import dev.switchboard.fallback.decision.Plan;
import dev.switchboard.fallback.decision.Rules;
import dev.switchboard.fallback.decision.Tried;
import dev.switchboard.fallback.gate.Gate;
import dev.switchboard.fallback.outbox.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes news in whatever order it comes, keeps it, and decides as soon as a plan and what happened to its message are both
 * known. A decision and the records that follow from it are one transaction.
 */
public record Fallbacks(
        Names names,
        Facts facts,
        Plans plans,
        Tries tries,
        Outbox outbox,
        Gate gate,
        Supplier<Rules> rules,
        TransactionOperations transaction,
        Clock clock) {

    static final String SOURCE = "fallback-service";

    /**
     * What followed from news.
     *
     * @param isNew whether any of it was not known before
     * @param calledOff messages that were delivered after their SMS had been asked for
     * @param rescued messages whose SMS arrived
     */
    public record Consequences(
            boolean isNew,
            List<Decided> decided,
            List<Gate.Held> held,
            List<MessageId> calledOff,
            List<MessageId> rescued) {
        boolean isToBePublished() {
            return !calledOff.isEmpty() || decided.stream().anyMatch(Decided::isToBePublished);
        }
    }

    /** What is known of one message: its own facts, and its further tries with theirs. */
    private record Known(List<Fact> facts, List<Tried> tries) {
        @Nullable
        Fact success(boolean isReadWanted) {
            return Stream.concat(facts.stream(), tries.stream().flatMap(one -> one.facts().stream()))
                    .filter(fact -> isReadWanted ? fact.what() == What.READ : fact.isArrival())
                    .findFirst()
                    .orElse(null);
        }
    }

    public Consequences hear(List<? extends News> news) {
        return Objects.requireNonNull(transaction.execute(_ -> hearAtOnce(news)));
    }

    /** What would follow: all of it is done as ever, and then taken back. */
    public Consequences tried(List<? extends News> news) {
        return Objects.requireNonNull(transaction.execute(taken -> {
            taken.setRollbackOnly();
            return hearAtOnce(news);
        }));
    }

    private Consequences hearAtOnce(List<? extends News> heard) {
        var news = Stream.concat(heard.stream(), plans.rescues(only(SmsArrived.class, heard)).stream())
                .toList();
        var messages = names.lock(news);
        var told = only(Fact.class, news);
        var learned = plans.learn(only(Plan.class, news));
        plans.tellOverdue(told);
        var noted = facts.note(told);
        var known = known(messages);
        // In this order: what is decided now has taken every delivery into account.
        var calledOff = callOffDelivered(messages, known);
        var admission = decide(messages, known);
        var rescued = plans.rescue(only(Rescue.class, news));
        return new Consequences(learned + noted > 0, admission.decided(), admission.held(), calledOff, rescued);
    }

    private Map<MessageId, Known> known(Collection<MessageId> messages) {
        var triesOf = tries.of(messages);
        var ids = Stream.concat(
                        messages.stream(),
                        triesOf.values().stream().flatMap(List::stream).map(Tried::id))
                .collect(toSet());
        var factsOf = facts.of(ids);
        return messages.stream()
                .collect(toMap(
                        message -> message,
                        message -> new Known(
                                factsOf.getOrDefault(message, List.of()),
                                triesOf.getOrDefault(message, List.of()).stream()
                                        .map(one -> one.with(factsOf.getOrDefault(one.id(), List.of())))
                                        .toList())));
    }

    private Gate.Admission decide(Collection<MessageId> messages, Map<MessageId, Known> known) {
        var at = clock.instant();
        var policy = new FallbackPolicy(rules.get());
        var wished = plans.undecided(messages).stream()
                .map(one ->
                        with(one, Objects.requireNonNull(known.get(one.plan().name()))))
                .map(one -> decide(policy, one, at))
                .flatMap(Optional::stream)
                .toList();
        var admission = gate.admit(wished, policy.rules(), at);
        plans.hold(admission.held());
        var decided = admission.decided();
        keep(decided);
        decided.forEach(this::publish);
        return admission;
    }

    private static Case with(Case one, Known known) {
        return new Case(one.plan(), one.dueAt(), known.facts(), known.tries());
    }

    private static Optional<Decided> decide(FallbackPolicy policy, Case one, Instant at) {
        return Decided.of(one, policy.decide(one, at), policy.rules().version(), at);
    }

    private void keep(List<Decided> decided) {
        var furtherTries = decided.stream().filter(one -> !one.isFinal()).toList();
        plans.decide(decided.stream().filter(Decided::isFinal).toList());
        tries.add(furtherTries);
        plans.giveDeadlines(furtherTries.stream()
                .collect(toMap(
                        Decided::message,
                        one -> Objects.requireNonNull(one.furtherTry().request().expiresAt()))));
    }

    private void publish(Decided decided) {
        var request = decided.request();
        var because = decided.grounds().because();
        if (request != null && because != null) {
            outbox.add(request, envelope(request, "send", because, request.tenant()));
        }
        if (decided.isFinal() && because != null) {
            decided.about().tries().stream()
                    .filter(Tried::isOpen)
                    .forEach(one -> cancel(one.id(), "the message needs no further try", because));
        }
    }

    /** What was delivered after all needs no SMS: the dispatcher drops it if it has not left. */
    private List<MessageId> callOffDelivered(Collection<MessageId> messages, Map<MessageId, Known> known) {
        var late = new ArrayList<MessageId>();
        plans.answeredBySms(messages).forEach((message, rule) -> {
            var success = Objects.requireNonNull(known.get(message)).success(rule.equals(FallbackPolicy.NOT_READ));
            if (success != null) {
                late.add(message);
                cancel(message.fallback(), "the original was delivered", success);
            }
        });
        plans.callOff(late, clock.instant());
        return late;
    }

    private void cancel(MessageId message, String reason, Fact because) {
        var cancel = new CancelRequest(message, reason, because.occurredAt());
        outbox.add(cancel, envelope(cancel, "cancel", because, null));
    }

    private static Envelope envelope(SendCommand command, String wish, Fact because, @Nullable String tenant) {
        return new Envelope(
                command.messageId() + ":" + wish, SOURCE, because.occurredAt(), because.traceparent(), tenant);
    }

    private static <T extends News> List<T> only(Class<T> type, List<? extends News> news) {
        return news.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
