package dev.switchboard.dispatcher.dispatch;

import dev.switchboard.contracts.failure.KnownFailures;
import dev.switchboard.dispatcher.DispatcherProperties;
import dev.switchboard.dispatcher.failpoint.Failpoints;
import dev.switchboard.dispatcher.ledger.Expiry;
import dev.switchboard.dispatcher.ledger.Retention;
import dev.switchboard.dispatcher.loop.Bell;
import dev.switchboard.dispatcher.loop.Loop;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DispatchConfiguration {

    /** Stopped before the outcomes are: the last answers are still told. */
    private static final int PHASE = 20;

    private static final Duration HOUSEKEEPING_PAUSE = Duration.ofMillis(500);
    private static final Duration RETENTION_PAUSE = Duration.ofMinutes(1);

    @Bean
    Exchange exchange(DispatcherProperties properties, Clock clock, Failpoints failpoints) {
        return new Exchange(properties.calls(), clock, failpoints);
    }

    @Bean
    RetrySchedule retrySchedule(DispatcherProperties properties, RandomGenerator random) {
        return new RetrySchedule(properties.retry(), random);
    }

    @Bean
    InfoContributor tablesOfCodes(List<KnownFailures> known) {
        return info -> info.withDetail("errors", KnownFailures.versions(known));
    }

    @Bean
    Loop dispatching(Dispatch dispatch, DispatcherProperties properties) {
        return new Loop(
                "dispatch", PHASE, properties.calls().poll(), dispatch.bell(), dispatch::turn, dispatch::finish);
    }

    @Bean
    Loop forgetting(Retention retention) {
        return new Loop("retention", PHASE, RETENTION_PAUSE, new Bell(), retention::turn, () -> {});
    }

    @Bean
    Loop expiring(Expiry expiry) {
        return new Loop("expiry", PHASE, HOUSEKEEPING_PAUSE, new Bell(), expiry::turn, () -> {});
    }
}
