package dev.switchboard.ingress.webhook;

import dev.switchboard.contracts.Unfit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What a webhook says, part by part. A part that cannot be read leaves its reason here and the others alone. */
public final class Facts {

    private final List<Fact> read = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();

    public void part(String place, Supplier<Fact> part) {
        parts(place, () -> List.of(part.get()));
    }

    /** Whatever a decoder throws is about this part: the webhook is authentic, and an error would lose it. */
    public void parts(String place, Supplier<List<Fact>> parts) {
        try {
            read.addAll(parts.get());
        } catch (Unreadable | Unfit e) {
            unread.add(place + e.getMessage());
        } catch (RuntimeException e) {
            unread.add(place + "the decoder failed with " + e.getClass().getSimpleName());
        }
    }

    public List<Fact> read() {
        return read;
    }

    public List<String> unread() {
        return unread;
    }
}
