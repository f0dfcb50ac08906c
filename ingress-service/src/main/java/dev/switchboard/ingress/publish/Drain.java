package dev.switchboard.ingress.publish;

import dev.switchboard.ingress.spool.Entry;
import dev.switchboard.ingress.spool.Spool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Takes what the spool holds to the broker, oldest first, as soon as and as long as there is one. */
@Component
class Drain implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Drain.class);

    /** Above the producer's own limit, so that it is the producer that gives up and nothing is sent twice at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int GROUP = 512 << 10;

    private final Spool spool;
    private final Publisher broker;
    private final SpoolMeters meters;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable Thread thread;
    private boolean inTrouble;

    Drain(Spool spool, KafkaTemplate<byte[], byte[]> kafka, SpoolMeters meters) {
        this.spool = spool;
        this.broker = new Publisher(kafka, PATIENCE);
        this.meters = meters;
    }

    private void run() {
        try {
            while (!isOver(Duration.ZERO)) {
                round();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() throws InterruptedException {
        try {
            for (var group : groups(spool.oldest(PAUSE))) {
                if (isOver(Duration.ZERO)) {
                    return;
                }
                publish(group);
                spool.drained(group.getLast());
                meters.drained(group.size());
            }
            inTrouble = false;
        } catch (RuntimeException | IOException e) {
            // Whatever it is, the entries stay where they are and this thread must live.
            if (!isOver(PAUSE)) {
                tell(e);
            }
        }
    }

    /** A group that holds what the broker will never take is sent entry by entry, and that one is set aside. */
    private void publish(List<Entry> group) throws IOException {
        try {
            var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
            for (var entry : group) {
                records.addAll(RecordBytes.read(entry.content()));
            }
            broker.publish(records);
        } catch (NotPublished e) {
            if (!e.isForGood()) {
                throw e;
            }
            alone(group);
        } catch (UncheckedIOException _) {
            alone(group);
        }
    }

    private void alone(List<Entry> group) throws IOException {
        for (var entry : group) {
            try {
                broker.publish(RecordBytes.read(entry.content()));
            } catch (NotPublished e) {
                if (!e.isForGood()) {
                    throw e;
                }
                setAside(entry, e.reason());
            } catch (UncheckedIOException _) {
                setAside(entry, "unreadable");
            }
        }
    }

    private void setAside(Entry entry, String reason) throws IOException {
        spool.setAside(entry);
        meters.setAside();
        log.atError().addKeyValue("reason", reason).log("spool: no broker will ever take this, set aside");
    }

    /** Small enough for the producer's memory. */
    private static List<List<Entry>> groups(List<Entry> entries) {
        var groups = new ArrayList<List<Entry>>();
        var size = 0L;
        for (var entry : entries) {
            if (groups.isEmpty() || size + entry.content().length > GROUP) {
                groups.add(new ArrayList<>());
                size = 0;
            }
            groups.getLast().add(entry);
            size += entry.content().length;
        }
        return groups;
    }

    private void tell(Exception e) {
        if (!inTrouble) {
            log.atWarn()
                    .addKeyValue("reason", e instanceof NotPublished not ? not.reason() : e.getMessage())
                    .addKeyValue("bytes", spool.bytes())
                    .log("spool: waiting for the broker");
        }
        inTrouble = true;
    }

    private boolean isOver(Duration within) throws InterruptedException {
        return stopped.await(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void start() {
        thread = Thread.ofVirtual().name("drain").start(this::run);
    }

    @Override
    public void stop() {
        stopped.countDown();
        var running = thread;
        if (running != null) {
            running.interrupt();
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
