package dev.switchboard.simulator.fault;

import dev.switchboard.simulator.InvalidInput;
import dev.switchboard.simulator.fault.Faults.Planned;
import dev.switchboard.simulator.message.Provider;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/faults")
class FaultsApi {
    private static final double LONGEST = 600;

    record Wish(
            @Nullable Integer next,
            @Nullable String fault,
            @Nullable Provider provider,
            @Nullable Double seconds) {}

    record Waiting(List<Planned> waiting) {}

    private final Faults faults;

    FaultsApi(Faults faults) {
        this.faults = faults;
    }

    @PostMapping
    Waiting plan(@RequestBody Wish wish) {
        faults.plan(planned(wish));
        return waiting();
    }

    @GetMapping
    Waiting waiting() {
        return new Waiting(faults.waiting());
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void clear() {
        faults.clear();
    }

    private static Planned planned(Wish wish) {
        var fault = Fault.named(InvalidInput.required("fault", wish.fault()));
        var next = wish.next() == null ? 1 : wish.next();
        if (next < 1) {
            throw new InvalidInput("next", "must be at least 1");
        }
        var seconds = wish.seconds() == null ? fault.usual().toSeconds() : wish.seconds();
        if (!(seconds >= 0 && seconds <= LONGEST)) {
            throw new InvalidInput("seconds", "must be between 0 and 600");
        }
        return new Planned(fault, wish.provider(), next, seconds);
    }
}
