package dev.switchboard.operator.replay;

import dev.switchboard.contracts.RecordPosition;
import dev.switchboard.contracts.audit.Portion;
import dev.switchboard.contracts.audit.ReplayEvent;
import dev.switchboard.contracts.audit.ReplayEvent.PlanCanceled;
import dev.switchboard.contracts.audit.ReplayEvent.PlanMade;
import dev.switchboard.contracts.audit.ReplayEvent.ReplayEnded;
import dev.switchboard.contracts.audit.ReplayEvent.ReplayProgressed;
import dev.switchboard.contracts.audit.ReplayEvent.ReplayStarted;
import dev.switchboard.contracts.audit.Span;
import dev.switchboard.contracts.audit.Treatment;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A plan and what has been done of it, as the audit tells. */
record Plan(
        PlanMade made,
        Optional<ReplayStarted> start,
        Map<RecordPosition, Treatment> settled,
        Optional<ReplayEnded> end,
        Optional<PlanCanceled> canceled,
        Instant lastSign) {

    private static final Pattern ID = Pattern.compile("p-[0-9a-f]{8}");

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    static Optional<Plan> of(List<ReplayEvent> events) {
        return last(events, PlanMade.class).map(made -> {
            var start = last(events, ReplayStarted.class);
            return new Plan(
                    made,
                    start,
                    settled(events),
                    last(events, ReplayEnded.class)
                            .filter(end -> start.isPresent()
                                    && end.executionId().equals(start.get().executionId())),
                    last(events, PlanCanceled.class),
                    events.getLast().occurredAt());
        });
    }

    private static <T extends ReplayEvent> Optional<T> last(List<ReplayEvent> events, Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).reduce((_, later) -> later);
    }

    private static Map<RecordPosition, Treatment> settled(List<ReplayEvent> events) {
        var settled = new HashMap<RecordPosition, Treatment>();
        for (var event : events) {
            if (event instanceof ReplayProgressed progressed) {
                for (var portion : progressed.portions()) {
                    Spans.positions(portion.spans()).forEach(position -> settled.put(position, portion.treatment()));
                }
            }
        }
        return settled;
    }

    String id() {
        return made.planId();
    }

    /** What is to be put back or moved away; the rest stays where it is. */
    List<Span> spans() {
        return made.portions().stream()
                .filter(portion -> portion.treatment() != Treatment.SKIP)
                .map(Portion::spans)
                .flatMap(List::stream)
                .toList();
    }

    long count(Treatment treatment) {
        return made.portions().stream()
                .filter(portion -> portion.treatment() == treatment)
                .mapToLong(Portion::count)
                .sum();
    }

    /** Those that are done with; what the broker did not take is tried again. */
    Set<RecordPosition> done() {
        var done = new HashSet<RecordPosition>();
        settled.forEach((position, treatment) -> {
            if (treatment != Treatment.FAIL) {
                done.add(position);
            }
        });
        return done;
    }

    Map<Treatment, Long> counts() {
        var counts = new EnumMap<Treatment, Long>(Treatment.class);
        settled.values().forEach(treatment -> counts.merge(treatment, 1L, Long::sum));
        return counts;
    }

    boolean isCanceled() {
        return canceled.isPresent();
    }

    boolean isDone() {
        return end.filter(ended -> ended.end() == ReplayEvent.End.DONE).isPresent();
    }

    String state() {
        if (isCanceled()) {
            return "canceled";
        }
        if (start.isEmpty()) {
            return "planned";
        }
        return end.map(ended -> ended.end().wireName()).orElse("running, or killed");
    }
}
