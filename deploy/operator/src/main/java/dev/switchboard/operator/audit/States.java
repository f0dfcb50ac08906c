package dev.switchboard.operator.audit;

import dev.switchboard.contracts.RecordPosition;
import dev.switchboard.contracts.audit.Portion;
import dev.switchboard.contracts.audit.ReplayEvent;
import dev.switchboard.contracts.audit.ReplayEvent.LettersDismissed;
import dev.switchboard.contracts.audit.ReplayEvent.LettersParked;
import dev.switchboard.contracts.audit.ReplayEvent.PlanCanceled;
import dev.switchboard.contracts.audit.ReplayEvent.PlanMade;
import dev.switchboard.contracts.audit.ReplayEvent.ReplayEnded;
import dev.switchboard.contracts.audit.ReplayEvent.ReplayProgressed;
import dev.switchboard.contracts.audit.ReplayEvent.ReplayStarted;
import dev.switchboard.contracts.audit.Span;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The state of every dead letter somebody did something about; of all others it is new. */
public final class States {

    private record Mark(State state, Instant at) {}

    private final Map<RecordPosition, Mark> marks = new HashMap<>();

    private States() {}

    public static States of(List<ReplayEvent> events) {
        var states = new States();
        events.forEach(states::on);
        return states;
    }

    /**
     * @param putAside a letter that came after what was done at its position is another one: the topic was made anew
     */
    public State of(RecordPosition position, Instant putAside) {
        var mark = marks.get(position);
        return mark == null || mark.at().isBefore(putAside) ? State.NEW : mark.state();
    }

    private void on(ReplayEvent event) {
        switch (event) {
            case ReplayProgressed progressed ->
                progressed.portions().forEach(portion -> on(portion, event.occurredAt()));
            case LettersParked parked -> mark(parked.spans(), State.PARKED, event.occurredAt());
            case LettersDismissed dismissed -> mark(dismissed.spans(), State.DISMISSED, event.occurredAt());
            case PlanMade _, ReplayStarted _, ReplayEnded _, PlanCanceled _ -> {}
        }
    }

    private void on(Portion portion, Instant at) {
        switch (portion.treatment()) {
            case REPLAY -> mark(portion.spans(), State.REPLAYED, at);
            case PARK -> mark(portion.spans(), State.PARKED, at);
            case SKIP, FAIL -> {}
        }
    }

    private void mark(List<Span> spans, State state, Instant at) {
        for (var span : spans) {
            span.offsets()
                    .forEach(offset ->
                            marks.put(new RecordPosition(span.topic(), span.partition(), offset), new Mark(state, at)));
        }
    }
}
