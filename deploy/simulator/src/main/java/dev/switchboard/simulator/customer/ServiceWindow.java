package dev.switchboard.simulator.customer;

import dev.switchboard.simulator.fate.Fate;
import dev.switchboard.simulator.message.Address;
import dev.switchboard.simulator.message.Channel;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * The 24 hours in which WhatsApp takes free text. It closes behind a customer who wrote; of one who never did it stands
 * open, for otherwise nothing could be tried before a customer has written.
 */
@Component
public class ServiceWindow {

    private static final Duration OPEN = Duration.ofHours(24);

    private final Diary diary;
    private final Clock clock;

    ServiceWindow(Diary diary, Clock clock) {
        this.diary = diary;
        this.clock = clock;
    }

    /** What the digits choose goes before. */
    public Fate fate(Address recipient, Channel channel) {
        var fate = Fate.of(recipient);
        return fate == Fate.READ && channel == Channel.WHATSAPP && isClosed(recipient) ? Fate.WINDOW_CLOSED : fate;
    }

    private boolean isClosed(Address recipient) {
        return diary.lastByWhatsApp(recipient)
                .filter(last -> last.plus(OPEN).isBefore(clock.instant()))
                .isPresent();
    }
}
