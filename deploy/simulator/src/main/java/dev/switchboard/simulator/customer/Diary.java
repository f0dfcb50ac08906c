package dev.switchboard.simulator.customer;

import dev.switchboard.simulator.message.Address;
import dev.switchboard.simulator.message.Channel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/** The newest of what customers wrote. */
@Component
public class Diary {
    private static final int KEPT = 500;
    private static final Duration TYPING = Duration.ofSeconds(25);

    private final Deque<Written> newestFirst = new ArrayDeque<>();
    private final Map<String, Instant> lastByWhatsApp = new HashMap<>();
    private final Map<String, Instant> typingSince = new HashMap<>();
    private final Clock clock;

    Diary(Clock clock) {
        this.clock = clock;
    }

    synchronized void add(Written written) {
        newestFirst.addFirst(written);
        if (written.channel() == Channel.WHATSAPP) {
            lastByWhatsApp.put(written.contact().digits(), written.at());
        }
        if (newestFirst.size() > KEPT) {
            newestFirst.removeLast();
        }
    }

    /** With a message are read all that the same customer wrote before it. One that is not kept is nobody's. */
    public synchronized void read(String id, boolean isTyping) {
        var now = clock.instant();
        newestFirst.stream()
                .filter(written -> written.id().equals(id))
                .findFirst()
                .ifPresent(last -> {
                    replace(written -> isReadWith(last, written) ? written.readAt(now) : written);
                    if (isTyping) {
                        typingSince.put(last.contact().digits(), now);
                    }
                });
    }

    private void replace(UnaryOperator<Written> change) {
        var changed = newestFirst.stream().map(change).toList();
        newestFirst.clear();
        newestFirst.addAll(changed);
    }

    private static boolean isReadWith(Written last, Written written) {
        return written.readAt() == null
                && written.channel() == last.channel()
                && written.contact().digits().equals(last.contact().digits())
                && !written.at().isAfter(last.at());
    }

    /** Since when we seem to write to this customer. */
    synchronized Optional<Instant> typingSince(Address contact) {
        return Optional.ofNullable(typingSince.get(contact.digits()))
                .filter(since -> since.plus(TYPING).isAfter(clock.instant()));
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
        typingSince.clear();
    }
}
