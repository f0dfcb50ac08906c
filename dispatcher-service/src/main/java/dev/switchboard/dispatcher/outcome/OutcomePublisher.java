package dev.switchboard.dispatcher.outcome;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.contracts.Topics;
import dev.switchboard.dispatcher.failpoint.Failpoint;
import dev.switchboard.dispatcher.failpoint.Failpoints;
import dev.switchboard.dispatcher.loop.Loop.Turn;
import dev.switchboard.dispatcher.outcome.Outbox.Untold;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells the outbox to the topic. What was told and not yet removed when the process died is told again, under its id. */
@Component
class OutcomePublisher {

    private static final int BATCH = 500;
    private static final int ACKNOWLEDGED_WITHIN_SECONDS = 15;

    private final Outbox outbox;
    private final Topics topics;
    private final KafkaOperations<byte[], byte[]> kafka;
    private final TransactionTemplate transactions;
    private final Failpoints failpoints;

    OutcomePublisher(
            Outbox outbox,
            Topics topics,
            KafkaOperations<byte[], byte[]> kafka,
            TransactionTemplate transactions,
            Failpoints failpoints) {
        this.outbox = outbox;
        this.topics = topics;
        this.kafka = kafka;
        this.transactions = transactions;
        this.failpoints = failpoints;
    }

    Turn publish() {
        Integer told = transactions.execute(_ -> outbox.isOurTurn() ? tellOldest() : 0);
        return told != null && told == BATCH ? Turn.MORE : Turn.NOTHING_MORE;
    }

    private int tellOldest() {
        var untold = outbox.oldest(BATCH);
        if (!untold.isEmpty()) {
            failpoints.reach(Failpoint.TELLING);
            tell(untold);
            failpoints.reach(Failpoint.TOLD);
            outbox.remove(untold);
        }
        return untold.size();
    }

    private void tell(List<Untold> untold) {
        var topic = topics.sendOutcomes();
        var acknowledged = untold.stream()
                .map(one -> kafka.send(topic.record(
                        one.key(),
                        Outgoing.type(one.envelope().id()),
                        one.body().getBytes(UTF_8),
                        one.envelope())))
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(acknowledged).get(ACKNOWLEDGED_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("outcomes were not acknowledged", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("stopped before outcomes were acknowledged", e);
        }
    }
}
