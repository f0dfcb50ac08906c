package dev.switchboard.contracts.audit;

import dev.switchboard.contracts.Required;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Dead letters that stand side by side in one partition, the last one included. */
public record Span(String topic, int partition, long first, long last) {

    public Span {
        Required.field("topic", topic);
        Required.that(last >= first, "last is before first");
    }

    public long count() {
        return last - first + 1;
    }

    public Stream<Long> offsets() {
        return LongStream.rangeClosed(first, last).boxed();
    }

    @Override
    public String toString() {
        return topic + "/" + partition + "@" + first + (first == last ? "" : "-" + last);
    }
}
