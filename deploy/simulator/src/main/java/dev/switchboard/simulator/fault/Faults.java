package dev.switchboard.simulator.fault;

import dev.switchboard.simulator.message.Provider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Faults waiting for the next creates, used up in the order they were planned. */
@Component
class Faults {
    record Planned(Fault fault, @Nullable Provider provider, int next, double seconds) {
        boolean concerns(Provider other) {
            return provider == null || provider == other;
        }

        Planned oneLess() {
            return new Planned(fault, provider, next - 1, seconds);
        }

        Duration duration() {
            return Duration.ofMillis((long) (seconds * 1000));
        }
    }

    private final List<Planned> waiting = new ArrayList<>();

    synchronized void plan(Planned planned) {
        waiting.add(planned);
    }

    synchronized Optional<Planned> next(Provider provider) {
        var next =
                waiting.stream().filter(planned -> planned.concerns(provider)).findFirst();
        next.ifPresent(planned -> {
            waiting.set(waiting.indexOf(planned), planned.oneLess());
            waiting.removeIf(left -> left.next() <= 0);
        });
        return next;
    }

    synchronized List<Planned> waiting() {
        return List.copyOf(waiting);
    }

    synchronized void clear() {
        waiting.clear();
    }
}
