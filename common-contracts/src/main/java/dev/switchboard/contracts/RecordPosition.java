package dev.switchboard.contracts;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where a record stands on the log. */
public record RecordPosition(String topic, int partition, long offset) {

    public RecordPosition {
        Required.field("topic", topic);
    }

    public static RecordPosition of(ConsumerRecord<?, ?> record) {
        return new RecordPosition(record.topic(), record.partition(), record.offset());
    }

    @Override
    public String toString() {
        return topic + "/" + partition + "@" + offset;
    }
}
