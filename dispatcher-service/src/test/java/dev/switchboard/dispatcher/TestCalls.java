package dev.switchboard.dispatcher;

import dev.switchboard.dispatcher.dispatch.Exchange;
import dev.switchboard.dispatcher.failpoint.Failpoints;
import java.time.Clock;
import java.time.Duration;

/** The way to a provider with a short patience. */
public final class TestCalls {

    private TestCalls() {}

    public static Exchange exchange() {
        var second = Duration.ofSeconds(1);
        return new Exchange(
                new DispatcherProperties.Calls(1, second, second, second, second, second),
                Clock.systemUTC(),
                Failpoints.none());
    }
}
