package dev.switchboard.operator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.RecordPosition;
import dev.switchboard.contracts.audit.Portion;
import dev.switchboard.contracts.audit.ReplayEvent.LettersDismissed;
import dev.switchboard.contracts.audit.ReplayEvent.LettersParked;
import dev.switchboard.contracts.audit.ReplayEvent.ReplayProgressed;
import dev.switchboard.contracts.audit.Span;
import dev.switchboard.contracts.audit.Treatment;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatesTest {

    private static final Instant BEFORE = Instant.parse("2026-11-21T02:00:00Z");
    private static final Instant THEN = Instant.parse("2026-11-21T03:00:00Z");
    private static final Instant AFTER = Instant.parse("2026-11-21T04:00:00Z");

    private final States states = States.of(List.of(
            new ReplayProgressed(
                    "p-1",
                    "e-1",
                    List.of(
                            new Portion(Treatment.REPLAY, "would be sent", null, List.of(new Span("a", 0, 0, 2))),
                            new Portion(Treatment.SKIP, "deadline passed", null, List.of(new Span("a", 0, 3, 3))),
                            new Portion(Treatment.PARK, "too often", null, List.of(new Span("a", 0, 4, 4))),
                            new Portion(Treatment.FAIL, "too large", null, List.of(new Span("a", 0, 5, 5)))),
                    THEN),
            new LettersParked("p-2", "ana", "waits", List.of(new Span("a", 0, 6, 6)), THEN),
            new LettersDismissed("p-3", "ana", "a test", List.of(new Span("a", 0, 7, 7)), THEN)));

    @Test
    void whatWasDoneIsKnownAndWhatStaysIsNew() {
        assertThat(List.of(0L, 1L, 2L))
                .allSatisfy(offset -> assertThat(state(offset)).isEqualTo(State.REPLAYED));
        assertThat(state(3)).as("skipped").isEqualTo(State.NEW);
        assertThat(state(4)).isEqualTo(State.PARKED);
        assertThat(state(5)).as("refused by the broker").isEqualTo(State.NEW);
        assertThat(state(6)).isEqualTo(State.PARKED);
        assertThat(state(7)).isEqualTo(State.DISMISSED);
        assertThat(state(8)).isEqualTo(State.NEW);
    }

    @Test
    void aLetterThatCameLaterToTheSamePlaceIsAnother() {
        assertThat(states.of(new RecordPosition("a", 0, 1), AFTER)).isEqualTo(State.NEW);
    }

    private State state(long offset) {
        return states.of(new RecordPosition("a", 0, offset), BEFORE);
    }
}
