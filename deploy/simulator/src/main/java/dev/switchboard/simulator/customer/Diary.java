package dev.switchboard.simulator.customer;

import dev.switchboard.simulator.message.Address;
import dev.switchboard.simulator.message.Channel;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The newest of what customers wrote. */
@Component
class Diary {
    private static final int KEPT = 500;

    private final Deque<Written> newestFirst = new ArrayDeque<>();
    private final Map<String, Instant> lastByWhatsApp = new HashMap<>();

    synchronized void add(Written written) {
        newestFirst.addFirst(written);
        if (written.channel() == Channel.WHATSAPP) {
            lastByWhatsApp.put(written.contact().digits(), written.at());
        }
        if (newestFirst.size() > KEPT) {
            newestFirst.removeLast();
        }
    }

    synchronized Optional<Instant> lastByWhatsApp(Address contact) {
        return Optional.ofNullable(lastByWhatsApp.get(contact.digits()));
    }

    synchronized List<Written> newestFirst() {
        return List.copyOf(newestFirst);
    }

    synchronized void forget() {
        newestFirst.clear();
        lastByWhatsApp.clear();
    }
}
