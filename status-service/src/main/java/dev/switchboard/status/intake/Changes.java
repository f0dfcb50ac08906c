package dev.switchboard.status.intake;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.change.StateChange.ConversationChanged;
import dev.switchboard.contracts.change.StateChange.MessageChanged;
import dev.switchboard.contracts.message.ConversationId;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.status.change.Change;
import dev.switchboard.status.message.Changed;
import dev.switchboard.status.message.Fact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the outside hears of a batch. */
record Changes(List<Fact> facts, List<Changed> changed) {

    /** A conversation's latest message in this batch names the change: a message enters once, so the name is new. */
    private static final Comparator<Changed> BY_AGE = Comparator.comparing(Changed::createdAt)
            .thenComparing(message -> message.now().messageId());

    List<Change> of(Map<ConversationId, ConversationChanged> conversations) {
        var said = facts.stream().collect(Collectors.groupingBy(Fact::messageId));
        var changes = new ArrayList<Change>();
        changed.stream()
                .filter(Changed::rises)
                .map(Changed::now)
                .map(now -> new Change(
                        now.messageId() + ":" + now.status().wireName(), cause(now, said), now.tenant(), now))
                .forEach(changes::add);
        entered().forEach((id, latest) -> {
            var now = conversations.get(id);
            if (now != null) {
                changes.add(new Change(id + ":" + latest.messageId(), cause(latest, said), latest.tenant(), now));
            }
        });
        return changes;
    }

    private Map<ConversationId, MessageChanged> entered() {
        var latest = new HashMap<ConversationId, Changed>();
        for (var each : changed) {
            var id = each.conversationId();
            if (each.entersConversation() && id != null) {
                latest.merge(id, each, BinaryOperator.maxBy(BY_AGE));
            }
        }
        return latest.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().now()));
    }

    /** The trace of the event that brought the status; of any other one about the message where that came before. */
    private static @Nullable Traceparent cause(MessageChanged message, Map<MessageId, List<Fact>> said) {
        return said.getOrDefault(message.messageId(), List.of()).stream()
                .filter(fact -> fact.traceparent() != null)
                .min(Comparator.comparing((Fact fact) -> fact.said().status() != message.status()))
                .map(Fact::traceparent)
                .orElse(null);
    }
}
