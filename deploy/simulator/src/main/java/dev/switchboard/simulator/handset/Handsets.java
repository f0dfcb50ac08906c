package dev.switchboard.simulator.handset;

import dev.switchboard.simulator.message.Address;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The phones that are not as usual, by their number. */
@Component
public class Handsets {
    private final Map<String, Handset> byNumber = new HashMap<>();

    public synchronized Handset of(Address contact) {
        return byNumber.getOrDefault(name(contact), Handset.USUAL);
    }

    synchronized void change(Address contact, Handset handset) {
        if (handset.equals(Handset.USUAL)) {
            byNumber.remove(name(contact));
        } else {
            byNumber.put(name(contact), handset);
        }
        notifyAll();
    }

    /** Returns at once where the phone is on. */
    public synchronized void awaitOn(Address contact) throws InterruptedException {
        while (of(contact).isOff()) {
            wait();
        }
    }

    synchronized Map<String, Handset> all() {
        return Map.copyOf(byNumber);
    }

    synchronized void forget() {
        byNumber.clear();
        notifyAll();
    }

    private static String name(Address contact) {
        return contact.digits();
    }
}
