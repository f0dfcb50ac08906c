package dev.switchboard.simulator.clock;

import dev.switchboard.simulator.InvalidInput;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/clock")
class ClockApi {

    private static final Duration MOST = Duration.ofDays(365);

    record Now(Instant now, Duration ahead) {}

    record Skip(@Nullable Duration forward) {}

    private final ProviderClock clock;

    ClockApi(ProviderClock clock) {
        this.clock = clock;
    }

    @GetMapping
    Now now() {
        return new Now(clock.instant(), clock.ahead());
    }

    @PostMapping
    Now skip(@RequestBody Skip skip) {
        var some = skip.forward();
        if (some == null || !some.isPositive() || some.compareTo(MOST) > 0) {
            throw new InvalidInput("forward", "must be a time such as PT24H, of a year at most");
        }
        clock.skip(some);
        return now();
    }
}
