package dev.switchboard.dispatcher.outcome;

import dev.switchboard.dispatcher.loop.Loop;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OutcomeConfiguration {

    /** Only for what a crash, or a broker that was away, left behind: whoever adds an outcome rings. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Stopped last: it still tells what the others did while they stopped. */
    private static final int PHASE = 10;

    @Bean
    Loop publishing(OutcomePublisher publisher, Outbox outbox) {
        return new Loop("outcome publisher", PHASE, PAUSE, outbox.bell(), publisher::publish, publisher::publish);
    }
}
