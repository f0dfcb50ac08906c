package dev.switchboard.simulator.handset;

import dev.switchboard.simulator.clock.ProviderClock;
import dev.switchboard.simulator.message.Address;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The phones that are not as usual, by their number. */
@Component
public class Handsets {
    private final Map<String, Handset> byNumber = new ConcurrentHashMap<>();
    private final ProviderClock clock;

    Handsets(ProviderClock clock) {
        this.clock = clock;
    }

    public Handset of(Address contact) {
        return byNumber.getOrDefault(name(contact), Handset.USUAL);
    }

    void change(Address contact, Handset handset) {
        if (handset.equals(Handset.USUAL)) {
            byNumber.remove(name(contact));
        } else {
            byNumber.put(name(contact), handset);
        }
        clock.look();
    }

    /** Whether the phone is on, at once or within that time. */
    public boolean awaitOn(Address contact, Duration most) throws InterruptedException {
        return clock.await(() -> !of(contact).isOff(), most);
    }

    Map<String, Handset> all() {
        return Map.copyOf(byNumber);
    }

    void forget() {
        byNumber.clear();
        clock.look();
    }

    private static String name(Address contact) {
        return contact.digits();
    }
}
