package dev.switchboard.operator.audit;

import dev.switchboard.contracts.audit.ReplayEvent;
import dev.switchboard.contracts.audit.ReplayEvent.PlanCanceled;
import dev.switchboard.contracts.audit.ReplayEvent.ReplayStarted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Listens while a plan is carried out: somebody may cancel it, or carry it out elsewhere. */
public final class Watch implements AutoCloseable {

    private final Journal journal;
    private final String planId;
    private final String executionId;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Hears what is said from now on. */
    public Watch(Journal journal, String planId, String executionId) {
        this.journal = journal;
        this.planId = planId;
        this.executionId = executionId;
        consumer = journal.cluster().consumer();
        var partitions = consumer
                .partitionsFor(journal.cluster().topics().deadLetterAudit().name())
                .stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Why to end, if somebody said so since the last look. */
    public Optional<String> reasonToEnd() {
        var said = new ArrayList<String>();
        consumer.poll(Duration.ZERO)
                .forEach(record -> journal.read(record)
                        .filter(event -> event.planId().equals(planId))
                        .flatMap(event -> reason(event).stream())
                        .forEach(said::add));
        return said.stream().findFirst();
    }

    private Optional<String> reason(ReplayEvent event) {
        return switch (event) {
            case PlanCanceled canceled -> Optional.of("canceled by " + canceled.by() + ": " + canceled.reason());
            case ReplayStarted started
            when !started.executionId().equals(executionId) -> Optional.of("carried on by " + started.by());
            case ReplayEvent _ -> Optional.empty();
        };
    }

    @Override
    public void close() {
        consumer.close();
    }
}
