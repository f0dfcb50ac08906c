package dev.switchboard.operator.replay;

import dev.switchboard.contracts.RecordPosition;
import dev.switchboard.contracts.audit.Manner;
import dev.switchboard.contracts.audit.Portion;
import dev.switchboard.contracts.audit.ReplayEvent.PlanMade;
import dev.switchboard.contracts.audit.Treatment;
import dev.switchboard.operator.Cluster;
import dev.switchboard.operator.dlt.DeadLetter;
import dev.switchboard.operator.dlt.Shelf;
import dev.switchboard.operator.dlt.Shelves;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks at every dead letter that is meant and says what is to be done with it. Nothing is changed. */
final class Planner {

    private static final int CHUNK = 500;
    private static final int LARGEST_CHUNK = 8 << 20;

    private final Cluster cluster;
    private final Shelves shelves;
    private final Judge judge;
    private final Corrections corrections;
    private final Targets targets;

    private final Fingerprint fingerprint = new Fingerprint();
    private final Ordering ordering = new Ordering();
    private final Map<Alike, List<RecordPosition>> alike = new LinkedHashMap<>();
    private final Map<String, Integer> causes = new LinkedHashMap<>();
    private final List<DeadLetter> chunk = new ArrayList<>();
    private long seen;
    private long taken;
    private int chunkSize;

    Planner(Cluster cluster, Shelves shelves, Targets targets, Judge judge, Corrections corrections) {
        this.cluster = cluster;
        this.shelves = shelves;
        this.targets = targets;
        this.judge = judge;
        this.corrections = corrections;
    }

    private record Alike(
            Treatment treatment, String effect, @Nullable String detail) {}

    /** What was found, and what else there is to know about it. */
    record Draft(PlanMade plan, long seen, Map<String, Integer> causes, Ordering.Found ordering) {
        long selected() {
            return plan.portions().stream().mapToLong(Portion::count).sum();
        }
    }

    Draft plan(
            List<Shelf> from,
            Predicate<DeadLetter> wanted,
            long limit,
            String selection,
            String by,
            Manner manner,
            Instant now) {
        shelves.read(from, letter -> {
            seen++;
            if (taken < limit && wanted.test(letter)) {
                taken++;
                take(letter);
            }
        });
        judgeChunk();
        var id = "p-" + UUID.randomUUID().toString().substring(0, 8);
        var made = new PlanMade(
                id, by, selection, portions(), unknown(), manner, fingerprint.hex(), !corrections.isEmpty(), now);
        return new Draft(made, seen, causes, ordering.look(cluster));
    }

    private void take(DeadLetter letter) {
        targets.of(letter).ifPresent(target -> corrections.check(letter, target));
        causes.merge(letter.cause() + ": " + letter.reason(), 1, Integer::sum);
        chunk.add(letter);
        chunkSize += letter.size();
        if (chunk.size() == CHUNK || chunkSize > LARGEST_CHUNK) {
            judgeChunk();
        }
    }

    private void judgeChunk() {
        for (var judged : judge.judge(List.copyOf(chunk))) {
            var letter = judged.letter();
            alike.computeIfAbsent(
                            new Alike(judged.treatment(), judged.effect(), judged.detail()), _ -> new ArrayList<>())
                    .add(letter.position());
            if (judged.treatment() != Treatment.SKIP) {
                fingerprint.add(letter.position(), letter.record().key(), judge.value(letter));
                ordering.add(letter);
            }
        }
        chunk.clear();
        chunkSize = 0;
    }

    private List<Portion> portions() {
        var portions = new ArrayList<Portion>();
        alike.forEach((like, positions) ->
                portions.add(new Portion(like.treatment(), like.effect(), like.detail(), Spans.of(positions))));
        portions.sort((one, other) -> Long.compare(other.count(), one.count()));
        return portions;
    }

    private List<String> unknown() {
        return judge.unknown().keySet().stream().map(reader -> reader.id()).toList();
    }
}
