package dev.switchboard.simulator.fate;

import dev.switchboard.simulator.message.Address;
import dev.switchboard.simulator.message.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What tests and people have written for the next messages; the newest that fits is played. */
@Component
public class Scripts {

    /** What a script says of one message. */
    public sealed interface Part {}

    public record Refused(Script.Refusal refusal) implements Part {}

    public record Lives(List<Step> steps) implements Part {}

    private final List<Script> newestFirst = new ArrayList<>();

    synchronized void add(Script script) {
        newestFirst.addFirst(script);
    }

    public synchronized Optional<Part> take(Address contact, Channel channel) {
        var found = newestFirst.stream()
                .filter(script -> script.concerns(contact, channel))
                .findFirst();
        found.ifPresent(this::use);
        return found.map(script -> script.refuse() == null ? new Lives(script.life()) : new Refused(script.refuse()));
    }

    private void use(Script script) {
        var next = script.next();
        if (next == null) {
            return;
        }
        var at = newestFirst.indexOf(script);
        if (next > 1) {
            newestFirst.set(at, script.oneLess());
        } else {
            newestFirst.remove(at);
        }
    }

    synchronized List<Script> all() {
        return List.copyOf(newestFirst);
    }

    synchronized void forget() {
        newestFirst.clear();
    }
}
