package dev.switchboard.status.intake;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.change.StateChange.ConversationChanged;
import dev.switchboard.contracts.change.StateChange.MessageChanged;
import dev.switchboard.contracts.message.ConversationId;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.status.change.Change;
import dev.switchboard.status.message.Fact;
import dev.switchboard.status.message.Message;
import dev.switchboard.status.message.Messages.Changed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the outside hears of a batch. */
record Changes(List<Fact> facts, List<Changed> changed) {

    /** A conversation's latest message in this batch names the change: a message enters once, so the name is new. */
    private static final Comparator<Message> BY_AGE =
            Comparator.comparing(Message::createdAt).thenComparing(Message::id);

    List<Change> of(Map<ConversationId, ConversationChanged> conversations) {
        var said = facts.stream().collect(Collectors.groupingBy(Fact::messageId));
        var changes = new ArrayList<Change>();
        changed.stream()
                .filter(Changed::rises)
                .map(Changed::message)
                .map(message -> message(message, cause(message, said)))
                .forEach(changes::add);
        entered().forEach((id, latest) -> {
            var now = conversations.get(id);
            if (now != null) {
                changes.add(new Change(id + ":" + latest.id(), cause(latest, said), latest.tenant(), now));
            }
        });
        return changes;
    }

    private Map<ConversationId, Message> entered() {
        var latest = new HashMap<ConversationId, Message>();
        for (var each : changed) {
            var id = each.message().conversationId();
            if (each.entersConversation() && id != null) {
                latest.merge(id, each.message(), (one, other) -> BY_AGE.compare(one, other) >= 0 ? one : other);
            }
        }
        return latest;
    }

    private static Change message(Message message, @Nullable Traceparent cause) {
        var change = new MessageChanged(
                message.id(),
                message.direction(),
                message.status(),
                message.channel(),
                message.provider(),
                message.providerId(),
                message.from(),
                message.to(),
                message.failure(),
                message.fallbackOf(),
                message.fallbackMessageId(),
                message.tenant(),
                message.metadata(),
                message.lastStatusAt());
        return new Change(message.id() + ":" + message.status().wireName(), cause, message.tenant(), change);
    }

    /** The trace of the event that brought the status; of any other one about the message where that came before. */
    private static @Nullable Traceparent cause(Message message, Map<MessageId, List<Fact>> said) {
        return said.getOrDefault(message.id(), List.of()).stream()
                .filter(fact -> fact.traceparent() != null)
                .min(Comparator.comparing((Fact fact) -> fact.said().status() != message.status()))
                .map(Fact::traceparent)
                .orElse(null);
    }
}
