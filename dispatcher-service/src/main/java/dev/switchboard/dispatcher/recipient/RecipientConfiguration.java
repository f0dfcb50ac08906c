package dev.switchboard.dispatcher.recipient;

import dev.switchboard.dispatcher.loop.Loop;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RecipientConfiguration {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int PHASE = 20;

    @Bean
    Loop readingInbound(InboundReading reading) {
        return new Loop("inbound reading", PHASE, PAUSE, reading.bell(), reading::turn, () -> {});
    }
}
