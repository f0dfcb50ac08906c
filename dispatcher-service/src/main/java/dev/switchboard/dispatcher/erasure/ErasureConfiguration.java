package dev.switchboard.dispatcher.erasure;

import dev.switchboard.contracts.erasure.AddressHashes;
import dev.switchboard.contracts.settings.Secret;
import dev.switchboard.dispatcher.loop.Bell;
import dev.switchboard.dispatcher.loop.Loop;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ErasureConfiguration {

    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int PHASE = 20;

    /** Without a key, development names contacts by one that everybody knows. */
    @Bean
    AddressHashes addressHashes(@Value("${dispatcher.erasure-key}") String key) {
        return new AddressHashes(new Secret(key.isBlank() ? "development" : key));
    }

    @Bean
    Loop erasing(Erasures erasures) {
        return new Loop(
                "erasing",
                PHASE,
                PAUSE,
                new Bell(),
                () -> {
                    erasures.eraseWhatEnded();
                    return Loop.Turn.NOTHING_MORE;
                },
                () -> {});
    }
}
