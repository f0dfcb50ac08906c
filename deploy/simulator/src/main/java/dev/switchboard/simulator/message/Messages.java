package dev.switchboard.simulator.message;

import dev.switchboard.simulator.SimulatorProperties;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The newest messages by their provider id. */
@Component
public class Messages {
    private final SequencedMap<String, Message> bySid = new LinkedHashMap<>();
    private final Map<String, SequencedSet<String>> sidsByRecipient = new HashMap<>();
    private final int keep;

    Messages(SimulatorProperties properties) {
        keep = properties.keep();
    }

    public synchronized void add(Message message) {
        bySid.put(message.sent().sid(), message);
        sidsByRecipient
                .computeIfAbsent(recipient(message), _ -> new LinkedHashSet<>())
                .add(message.sent().sid());
        if (bySid.size() > keep) {
            forget(bySid.pollFirstEntry().getValue());
        }
    }

    public void changed(String sid, Change change) {
        update(sid, message -> message.with(change));
    }

    public void reported(String sid, Report report) {
        update(sid, message -> message.with(report));
    }

    public synchronized Optional<Message> find(String sid) {
        return Optional.ofNullable(bySid.get(sid));
    }

    public synchronized List<Message> newestFirst() {
        return List.copyOf(bySid.sequencedValues().reversed());
    }

    /** Without a look at all the others, however many were sent. */
    public synchronized List<Message> newestFirstTo(String recipient) {
        return sidsByRecipient.getOrDefault(recipient, new LinkedHashSet<>()).reversed().stream()
                .flatMap(sid -> Stream.ofNullable(bySid.get(sid)))
                .toList();
    }

    public synchronized void forget() {
        bySid.clear();
        sidsByRecipient.clear();
    }

    private void forget(Message message) {
        var sids = sidsByRecipient.getOrDefault(recipient(message), new LinkedHashSet<>());
        sids.remove(message.sent().sid());
        if (sids.isEmpty()) {
            sidsByRecipient.remove(recipient(message));
        }
    }

    private static String recipient(Message message) {
        return message.sent().to().value();
    }

    private synchronized void update(String sid, UnaryOperator<Message> change) {
        bySid.computeIfPresent(sid, (_, message) -> change.apply(message));
    }
}
