package dev.switchboard.operator.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.RecordPosition;
import dev.switchboard.contracts.audit.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpansTest {

    @Test
    void whatStandsSideBySideIsOneSpan() {
        assertThat(Spans.of(List.of(
                        at("a", 0, 4), at("a", 0, 2), at("a", 0, 3), at("a", 1, 5), at("b", 0, 5), at("a", 0, 9))))
                .containsExactly(
                        new Span("a", 0, 2, 4), new Span("a", 0, 9, 9), new Span("a", 1, 5, 5), new Span("b", 0, 5, 5));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyPositionsInAnyOrderComeBack(long seed) {
        var random = new Random(seed);
        var positions = new ArrayList<RecordPosition>();
        for (var i = 0; i < 300; i++) {
            positions.add(at(random.nextBoolean() ? "a" : "b", random.nextInt(3), random.nextInt(200)));
        }
        var once = positions.stream().distinct().toList();
        Collections.shuffle(positions, random);
        var spans = Spans.of(positions);
        assertThat(Spans.positions(spans)).containsExactlyInAnyOrderElementsOf(once);
        assertThat(spans.stream().mapToLong(Span::count).sum()).isEqualTo(once.size());
    }

    private static RecordPosition at(String topic, int partition, long offset) {
        return new RecordPosition(topic, partition, offset);
    }
}
