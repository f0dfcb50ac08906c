package dev.switchboard.ingress.publish;

import dev.switchboard.ingress.spool.NotKept.Reason;
import dev.switchboard.ingress.spool.Spool;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** What an operator watches of the spool. */
@Component
class SpoolMeters {

    private final MeterRegistry registry;

    SpoolMeters(MeterRegistry registry, Spool spool) {
        this.registry = registry;
        Gauge.builder("messaging.spool.bytes", spool, Spool::bytes)
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("messaging.spool.fill", spool, Spool::fill).register(registry);
        Gauge.builder("messaging.spool.damaged", spool, Spool::damaged).register(registry);
        TimeGauge.builder(
                        "messaging.spool.age",
                        spool,
                        TimeUnit.MILLISECONDS,
                        held -> held.age().toMillis())
                .register(registry);
    }

    void kept() {
        count("kept");
    }

    void drained(int entries) {
        registry.counter("messaging.spool.entries", "outcome", "drained").increment(entries);
    }

    /** The broker will never take it. */
    void setAside() {
        count("set-aside");
    }

    void refused(Reason reason) {
        count(reason.name().toLowerCase(Locale.ROOT));
    }

    private void count(String outcome) {
        registry.counter("messaging.spool.entries", "outcome", outcome).increment();
    }
}
