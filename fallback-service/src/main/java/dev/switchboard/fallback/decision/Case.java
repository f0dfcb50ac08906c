package dev.switchboard.fallback.decision;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a message that is not decided yet.
 *
 * @param dueAt its deadline: the request's own, or the one that its first further try gave it
 * @param facts of the message itself
 * @param tries in order
 */
public record Case(Plan plan, @Nullable Instant dueAt, List<Fact> facts, List<Tried> tries) {

    static Case of(Plan plan, List<Fact> facts) {
        return new Case(plan, plan.dueAt(), facts, List.of());
    }

    List<Fact> allFacts() {
        return Stream.concat(facts.stream(), tries.stream().flatMap(tried -> tried.facts().stream()))
                .toList();
    }

    /** Of the attempt that counts now. */
    List<Fact> latest() {
        return tries.isEmpty() ? facts : tries.getLast().facts();
    }

    boolean isTriedFurther() {
        return !tries.isEmpty();
    }
}
