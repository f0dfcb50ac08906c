package dev.switchboard.operator.message;

import dev.switchboard.contracts.message.Status;
import dev.switchboard.operator.api.Api;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks again and again what became of a message and of the one that stands in for it, until nothing more is expected. */
final class Watch {

    private static final Duration MOMENT = Duration.ofMillis(150);

    /** How long after a delivery the reading, and after a failure the fallback, is waited for. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final Duration UNTIL_FALLBACK = Duration.ofSeconds(10);

    private final Api state;
    private final Clock clock;
    private final LifeLines lines;
    private final boolean fallbackWanted;
    private final Map<String, Set<Status>> told = new HashMap<>();

    Watch(Api state, Clock clock, LifeLines lines, boolean fallbackWanted) {
        this.state = state;
        this.clock = clock;
        this.lines = lines;
        this.fallbackWanted = fallbackWanted;
    }

    /** The message and, if there is one, its fallback, as they were seen last. */
    List<Life> until(String id, Duration longest) throws InterruptedException {
        var end = clock.instant().plus(longest);
        var seen = new ArrayList<Life>();
        var settled = Optional.<Instant>empty();
        while (clock.instant().isBefore(end)) {
            seen.clear();
            look(id).ifPresent(life -> {
                seen.add(life);
                life.fallback().flatMap(this::look).ifPresent(seen::add);
            });
            if (seen.isEmpty() || !isFinal(seen)) {
                settled = Optional.empty();
            } else {
                var since = settled.orElse(clock.instant());
                settled = Optional.of(since);
                if (nothingMore(seen) || !clock.instant().isBefore(since.plus(grace(seen)))) {
                    return seen;
                }
            }
            Thread.sleep(MOMENT);
        }
        return seen;
    }

    private Optional<Life> look(String id) {
        var answer = state.get("/api/v1/messages/" + id);
        if (!answer.isGood()) {
            return Optional.empty();
        }
        var life = new Life(answer.body());
        if (!told.containsKey(id) && !told.isEmpty()) {
            lines.fallback(life);
        }
        var already = told.computeIfAbsent(id, _ -> new HashSet<>());
        life.steps().stream().filter(step -> already.add(step.status())).forEach(step -> lines.reached(life, step));
        return Optional.of(life);
    }

    private static boolean isFinal(List<Life> seen) {
        var last = seen.getLast().status();
        return last.isSuccess() || last.isFailure();
    }

    private boolean nothingMore(List<Life> seen) {
        var last = seen.getLast();
        if (last.status().isFailure()) {
            return !fallbackWanted || seen.size() > 1;
        }
        return last.status() != Status.DELIVERED || last.channel().equals("sms");
    }

    private static Duration grace(List<Life> seen) {
        return seen.getLast().status().isFailure() ? UNTIL_FALLBACK : GRACE;
    }
}
