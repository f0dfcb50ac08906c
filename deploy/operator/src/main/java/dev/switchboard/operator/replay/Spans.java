package dev.switchboard.operator.replay;

import dev.switchboard.contracts.RecordPosition;
import dev.switchboard.contracts.audit.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Positions as spans and back: ten thousand records side by side are one line of the audit. */
final class Spans {

    private static final Comparator<RecordPosition> IN_ORDER = Comparator.comparing(RecordPosition::topic)
            .thenComparing(RecordPosition::partition)
            .thenComparing(RecordPosition::offset);

    private Spans() {}

    static List<Span> of(Collection<RecordPosition> positions) {
        var spans = new ArrayList<Span>();
        positions.stream().sorted(IN_ORDER).distinct().forEach(position -> {
            var last = spans.isEmpty() ? null : spans.getLast();
            if (last != null && follows(last, position)) {
                spans.set(spans.size() - 1, new Span(last.topic(), last.partition(), last.first(), position.offset()));
            } else {
                spans.add(new Span(position.topic(), position.partition(), position.offset(), position.offset()));
            }
        });
        return List.copyOf(spans);
    }

    static Stream<RecordPosition> positions(Collection<Span> spans) {
        return spans.stream()
                .flatMap(span ->
                        span.offsets().map(offset -> new RecordPosition(span.topic(), span.partition(), offset)));
    }

    private static boolean follows(Span last, RecordPosition position) {
        return last.topic().equals(position.topic())
                && last.partition() == position.partition()
                && last.last() + 1 == position.offset();
    }
}
