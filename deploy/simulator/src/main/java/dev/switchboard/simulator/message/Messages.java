package dev.switchboard.simulator.message;

import dev.switchboard.simulator.SimulatorProperties;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/** The newest messages by their provider id. */
@Component
public class Messages {
    private final SequencedMap<String, Message> bySid = new LinkedHashMap<>();
    private final int keep;

    Messages(SimulatorProperties properties) {
        keep = properties.keep();
    }

    public synchronized void add(Message message) {
        bySid.put(message.sent().sid(), message);
        if (bySid.size() > keep) {
            bySid.pollFirstEntry();
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

    public synchronized void forget() {
        bySid.clear();
    }

    private synchronized void update(String sid, UnaryOperator<Message> change) {
        bySid.computeIfPresent(sid, (_, message) -> change.apply(message));
    }
}
