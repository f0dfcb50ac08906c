package dev.switchboard.fallback.gate;

import dev.switchboard.fallback.gate.Switches.State;
import dev.switchboard.fallback.gate.Switches.Switch;
import dev.switchboard.http.Refused;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Stops fallbacks at once, for everybody or one tenant, and lets them go on. */
@RestController
class SwitchesApi {

    private static final Logger log = LoggerFactory.getLogger(SwitchesApi.class);
    private static final int LONGEST = 200;

    private final Switches switches;
    private final Clock clock;

    SwitchesApi(JdbcClient jdbc, Clock clock) {
        this.switches = new Switches(jdbc);
        this.clock = clock;
    }

    /** {@code {"state":"off","reason":"wrong template"}} */
    record Wish(@Nullable State state, @Nullable String reason) {}

    @GetMapping("/api/v1/fallbacks/switches")
    List<Switch> switches() {
        return switches.all();
    }

    @PutMapping("/api/v1/fallbacks/switches")
    Switch everybody(@RequestBody Wish wish, Principal principal) {
        return set(Switches.EVERYBODY, wish, principal);
    }

    @PutMapping("/api/v1/fallbacks/switches/{tenant}")
    Switch tenant(@PathVariable String tenant, @RequestBody Wish wish, Principal principal) {
        return set(tenant, wish, principal);
    }

    private Switch set(String scope, Wish wish, Principal principal) {
        if (wish.state() == null) {
            throw Refused.field("/state", "must be on, off or paused");
        }
        if (wish.reason() != null && wish.reason().length() > LONGEST) {
            throw Refused.field("/reason", "is longer than " + LONGEST + " characters");
        }
        var by = Objects.requireNonNullElse(principal.getName(), "token");
        var now = new Switch(scope, wish.state(), wish.reason(), by, clock.instant());
        switches.set(now);
        log.atWarn()
                .addKeyValue("scope", scope)
                .addKeyValue("outcome", wish.state().text())
                .log("fallbacks switched");
        return now;
    }
}
