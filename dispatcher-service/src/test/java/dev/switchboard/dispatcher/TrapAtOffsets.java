package dev.switchboard.dispatcher;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The place between the commit of a batch's offsets and the next poll, which only the Kafka client knows. */
public final class TrapAtOffsets implements ConsumerInterceptor<byte[], byte[]> {

    static final String PLACE = "COMMITTED";

    private final Trap trap = Trap.of(requireNonNull(System.getenv(Trap.NAME)));

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        var isRequests = offsets.entrySet().stream()
                .anyMatch(offset -> offset.getKey().topic().endsWith("send-requests.v1")
                        && offset.getValue().offset() > 0);
        if (isRequests) {
            trap.pass(PLACE);
        }
    }

    @Override
    public void close() {}

    @Override
    public void configure(Map<String, ?> settings) {}
}
