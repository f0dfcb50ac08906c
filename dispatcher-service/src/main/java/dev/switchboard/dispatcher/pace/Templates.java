package dev.switchboard.dispatcher.pace;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The templates of one claim that are paused. */
public final class Templates {

    private final Map<String, Instant> paused;
    private final Pauses pauses;

    Templates(Map<String, Instant> paused, Pauses pauses) {
        this.paused = new HashMap<>(paused);
        this.pauses = pauses;
    }

    /** When a message with this template may be sent. The first that finds a pause over is the trial. */
    public Instant opensAt(String name, Instant now) {
        var probeAt = paused.get(name);
        if (probeAt == null) {
            return now;
        }
        if (probeAt.isAfter(now)) {
            return probeAt;
        }
        var isOurs = pauses.probe(name);
        paused.putAll(pauses.of(List.of(name)));
        return isOurs ? now : paused.getOrDefault(name, now);
    }
}
