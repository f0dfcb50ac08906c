package dev.switchboard.dispatcher.uncertain;

import dev.switchboard.dispatcher.loop.Bell;
import dev.switchboard.dispatcher.loop.Loop;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class UncertainConfiguration {

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int PHASE = 20;

    @Bean
    Loop settling(Settlement settlement) {
        return new Loop("settlement", PHASE, PAUSE, new Bell(), settlement::turn, () -> {});
    }

    @Bean
    Loop inquiring(Inquiries inquiries) {
        return new Loop("inquiries", PHASE, PAUSE, new Bell(), inquiries::turn, () -> {});
    }
}
