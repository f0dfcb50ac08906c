package dev.switchboard.ingress.publish;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.TimerTask;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Publishes from an event loop: its producer may not wait. Where a send would wait, for a topic's metadata or for room in
 * the producer's memory, it fails at once instead.
 */
@Component
class QuickPublisher implements AutoCloseable {

    private final ProducerFactory<byte[], byte[]> factory;

    /** Patience nearly always ends with an answer: a wheel forgets for less than a queue in order of time. */
    private final HashedWheelTimer patience =
            new HashedWheelTimer(new DefaultThreadFactory("broker-patience", true), 50, TimeUnit.MILLISECONDS);

    QuickPublisher(ProducerFactory<byte[], byte[]> patient) {
        this.factory = patient.copyWithConfigurationOverride(Map.of(
                ProducerConfig.MAX_BLOCK_MS_CONFIG, 0L, ProducerConfig.CLIENT_ID_CONFIG, "ingress-service-webhooks"));
    }

    /** Completes when all are acknowledged, on the producer's thread. Of several none is sent before all can be. */
    Mono<Void> publish(List<ProducerRecord<byte[], byte[]>> records, Duration within) {
        return Mono.create(sink -> {
            // The factory's own, and another once that one has failed for good.
            var producer = factory.createProducer();
            if (records.size() > 1) {
                records.forEach(record -> producer.partitionsFor(record.topic()));
            }
            var round = new Round(records.size(), sink);
            var end = patience.newTimeout(round, within.toMillis(), TimeUnit.MILLISECONDS);
            sink.onDispose(end::cancel);
            records.forEach(record -> producer.send(record, round));
        });
    }

    /** It forgets whom to tell as soon as it has: the wheel holds it a little longer, and would hold the request with it. */
    private static final class Round implements Callback, TimerTask {

        private final AtomicInteger missing;
        private final AtomicReference<@Nullable MonoSink<Void>> sink;

        private Round(int records, MonoSink<Void> sink) {
            this.missing = new AtomicInteger(records);
            this.sink = new AtomicReference<>(sink);
        }

        @Override
        public void onCompletion(RecordMetadata metadata, @Nullable Exception failure) {
            if (failure != null) {
                fail(failure);
            } else if (missing.decrementAndGet() == 0) {
                over(MonoSink::success);
            }
        }

        @Override
        public void run(Timeout timeout) {
            fail(new TimeoutException("the broker takes too long"));
        }

        private void fail(Exception failure) {
            over(waiting -> waiting.error(failure));
        }

        private void over(Consumer<MonoSink<Void>> tell) {
            var waiting = sink.getAndSet(null);
            if (waiting != null) {
                tell.accept(waiting);
            }
        }
    }

    @Override
    public void close() {
        patience.stop();
        factory.reset();
    }
}
