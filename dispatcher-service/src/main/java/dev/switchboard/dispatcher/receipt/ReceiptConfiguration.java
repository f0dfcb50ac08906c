package dev.switchboard.dispatcher.receipt;

import dev.switchboard.dispatcher.loop.Loop;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReceiptConfiguration {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int PHASE = 20;

    @Bean
    Loop acknowledging(Receipts receipts) {
        return new Loop("receipts", PHASE, PAUSE, receipts.bell(), receipts::turn, () -> {});
    }
}
