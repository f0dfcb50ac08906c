package dev.switchboard.status.intake;

import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.status.StatusProperties;
import dev.switchboard.status.change.Outbox;
import dev.switchboard.status.change.Publisher;
import dev.switchboard.status.contact.Contacts;
import dev.switchboard.status.inbox.Conversations;
import dev.switchboard.status.message.Changed;
import dev.switchboard.status.message.Columns;
import dev.switchboard.status.message.Erasures;
import dev.switchboard.status.message.EventDays;
import dev.switchboard.status.message.Fact;
import dev.switchboard.status.message.Messages;
import dev.switchboard.status.message.Messages.Merged;
import dev.switchboard.status.message.ProviderIds;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** One polled batch is one transaction: what was said, what is true now, and the word of it to the outside. */
@Component
public class Intake {

    private static final Logger log = LoggerFactory.getLogger(Intake.class);

    private final EventDays days;
    private final Erasures erasures;
    private final ProviderIds providerIds;
    private final Messages messages;
    private final Contacts contacts;
    private final Conversations conversations;
    private final Outbox outbox;
    private final Publisher publisher;
    private final TransactionalOperator transaction;
    private final StatusProperties properties;
    private final MeterRegistry meters;

    Intake(
            EventDays days,
            Erasures erasures,
            ProviderIds providerIds,
            Messages messages,
            Contacts contacts,
            Conversations conversations,
            Outbox outbox,
            Publisher publisher,
            TransactionalOperator transaction,
            StatusProperties properties,
            MeterRegistry meters) {
        this.days = days;
        this.erasures = erasures;
        this.providerIds = providerIds;
        this.messages = messages;
        this.contacts = contacts;
        this.conversations = conversations;
        this.outbox = outbox;
        this.publisher = publisher;
        this.transaction = transaction;
        this.properties = properties;
        this.meters = meters;
    }

    void apply(List<Fact> all) {
        var facts = days.kept(all);
        if (facts.isEmpty()) {
            return;
        }
        var changed = Objects.requireNonNull(days.make(facts)
                .then(merge(facts).as(transaction::transactional))
                .timeout(properties.database().batchTimeout())
                .block());
        publisher.wake();
        changed.stream().filter(Changed::rises).forEach(this::report);
    }

    /** What would change: all of it is done as ever, and then taken back. */
    public List<Changed> tried(List<Fact> all) {
        var facts = days.kept(all);
        return facts.isEmpty()
                ? List.of()
                : Objects.requireNonNull(days.make(facts)
                        .then(transaction
                                .execute(taken -> {
                                    taken.setRollbackOnly();
                                    return merge(facts);
                                })
                                .single())
                        .timeout(properties.database().batchTimeout())
                        .block());
    }

    private Mono<List<Changed>> merge(List<Fact> facts) {
        return erasures.guard()
                .then(Mono.defer(() -> providerIds.resolve(facts)))
                .flatMap(resolved -> messages.merge(resolved)
                        .flatMap(merged -> tell(merged, resolved.facts()).thenReturn(merged.changed())));
    }

    private Mono<Void> tell(Merged merged, List<Fact> facts) {
        var entering = merged.changed().stream()
                .filter(Changed::entersConversation)
                .map(changed -> changed.now().messageId())
                .toList();
        return contacts.take(telling(facts, merged))
                .then(Mono.defer(() -> conversations.enter(entering)))
                .flatMap(now -> outbox.add(new Changes(facts, merged.changed()).of(now)));
    }

    private static List<Fact> telling(List<Fact> facts, Merged merged) {
        return facts.stream()
                .filter(fact -> !merged.erased().contains(fact.messageId()))
                .toList();
    }

    private void report(Changed changed) {
        var message = changed.now();
        var before = changed.before();
        var now = message.status().wireName();
        meters.counter("messaging.transitions", "from", before == null ? "none" : before.wireName(), "to", now)
                .increment();
        var line = log.atInfo().addKeyValue("messageId", message.messageId()).addKeyValue("outcome", now);
        addIfKnown(line, "providerSid", message.providerId());
        addIfKnown(line, "provider", message.provider());
        addIfKnown(line, "channel", Columns.ifAny(message.channel(), Channel::wireName));
        addIfKnown(line, "errorCode", Columns.ifAny(message.failure(), Failure::code));
        line.log("message changed");
    }

    private static void addIfKnown(LoggingEventBuilder line, String key, @Nullable Object value) {
        if (value != null) {
            var _ = line.addKeyValue(key, value);
        }
    }
}
