package dev.switchboard.simulator.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.simulator.callback.RetryRule;
import dev.switchboard.simulator.callback.Trouble;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConnectionOverridesTest {
    private static final Duration FIFTEEN = Duration.ofSeconds(15);

    @Test
    void repeatsAFailedConnectionOnceWhenNothingIsAsked() {
        assertThat(ConnectionOverrides.of("https://gw.example.com/status?mid=1"))
                .isEqualTo(new RetryRule(1, FIFTEEN, FIFTEEN, Set.of(Trouble.CONNECT)));
    }

    @Test
    void readsTheFragment() {
        assertThat(ConnectionOverrides.of(
                        "https://gw.example.com/status?mid=1#rc=5&rp=ct,rt,5xx&ct=2000&rt=3000&tt=9000"))
                .isEqualTo(new RetryRule(
                        5,
                        Duration.ofSeconds(9),
                        Duration.ofSeconds(3),
                        Set.of(Trouble.CONNECT, Trouble.READ, Trouble.SERVER_ERROR)));
    }

    @Test
    void keepsToTwiliosLimitsAndIgnoresWhatItDoesNotKnow() {
        assertThat(ConnectionOverrides.of("https://gw.example.com/status#rc=99&rt=999999&rp=all,later&e=ashburn&sni"))
                .isEqualTo(new RetryRule(5, FIFTEEN, FIFTEEN, EnumSet.allOf(Trouble.class)));
    }

    @Test
    void stripsTheFragmentAndNothingElse() {
        assertThat(ConnectionOverrides.withoutFragment("https://gw.example.com/s?a=%2B1&b=#rc=5"))
                .isEqualTo("https://gw.example.com/s?a=%2B1&b=");
        assertThat(ConnectionOverrides.withoutFragment("https://gw.example.com/s"))
                .isEqualTo("https://gw.example.com/s");
    }
}
