package dev.switchboard.contracts.deadletter;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often the same was said of late: who reads a log wants to hear it once, and then how many it has become. */
final class Repetitions {

    /** After this long without it, it is news again. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

    private static final int MOST_REMEMBERED = 200;

    private record Said(int times, Instant last) {}

    private final Map<String, Said> said = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Said> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    private final Clock clock;

    Repetitions(Clock clock) {
        this.clock = clock;
    }

    /** @param what is taken for the same whatever numbers, as of lines and columns, it holds */
    synchronized int of(String what) {
        var now = clock.instant();
        var alike = what.replaceAll("\\d+", "#");
        var before = said.remove(alike);
        var times = before == null || before.last().plus(FORGOTTEN_AFTER).isBefore(now) ? 1 : before.times() + 1;
        said.put(alike, new Said(times, now));
        return times;
    }

    /** The first, the tenth, the hundredth, the thousandth …, and each further ten thousand. */
    static boolean isWorthALine(int times) {
        return switch (times) {
            case 1, 10, 100, 1000 -> true;
            default -> times % 10_000 == 0;
        };
    }
}
