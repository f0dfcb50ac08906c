package dev.switchboard.operator.replay;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.Reading;
import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.audit.Treatment;
import dev.switchboard.contracts.deadletter.CannotWork;
import dev.switchboard.contracts.deadletter.Effect;
import dev.switchboard.contracts.deadletter.Effect.Kind;
import dev.switchboard.contracts.deadletter.Preview;
import dev.switchboard.contracts.deadletter.WayBack;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.operator.dlt.DeadLetter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Says what putting dead letters back would do. First what the record itself and Kafka tell, then what the service that
 * put it aside says; both when the plan is made and again when it is carried out.
 */
final class Judge {

    private static final Duration VALID_FOR = Duration.ofHours(24);

    /** A body this large still fits, whatever base64 and headers add. */
    private static final int LARGEST_CHUNK = Preview.LARGEST / 2;

    private final Targets targets;
    private final Services services;
    private final Corrections corrections;
    private final WayBack.Stamp stamp;
    private final int maxReplays;
    private final boolean allowResend;

    Judge(
            Targets targets,
            Services services,
            Corrections corrections,
            WayBack.Stamp stamp,
            int maxReplays,
            boolean allowResend) {
        this.targets = targets;
        this.services = services;
        this.corrections = corrections;
        this.stamp = stamp;
        this.maxReplays = maxReplays;
        this.allowResend = allowResend;
    }

    /** One judgement for each, in their order. */
    List<Judged> judge(List<DeadLetter> letters) {
        var judged = new ArrayList<>(letters.stream().map(this::byItself).toList());
        var open = new HashMap<Asked, List<Integer>>();
        for (var i = 0; i < judged.size(); i++) {
            var record = judged.get(i).record();
            if (record != null && judged.get(i).treatment() == Treatment.REPLAY) {
                open.computeIfAbsent(new Asked(judged.get(i).reader(), record.topic()), _ -> new ArrayList<>())
                        .add(i);
            }
        }
        open.forEach((asked, places) -> ask(asked, places, judged));
        return judged;
    }

    byte @Nullable [] value(DeadLetter letter) {
        return corrections.value(letter);
    }

    private record Asked(ConsumerGroup reader, String topic) {}

    private Judged byItself(DeadLetter letter) {
        var reader = targets.reader(letter);
        var target = targets.of(letter);
        if (target.isEmpty()) {
            return new Judged(letter, reader, Treatment.SKIP, "no topic of ours to go back to", null, null);
        }
        var record = targets.record(letter, target.get(), value(letter), stamp);
        if (WayBack.replays(letter.record()) >= maxReplays
                && !targets.shelf(letter).parked()) {
            var detail = "after " + letter.replays() + " replays";
            return new Judged(letter, reader, Treatment.PARK, "replayed in vain too often", detail, record);
        }
        var known = effect(target.get(), record).orElse(Effect.of(Kind.UNKNOWN));
        return new Judged(letter, reader, Treatment.REPLAY, "", null, record).with(known, allowResend);
    }

    /** What the record alone tells. */
    private Optional<Effect> effect(Topic<?> target, ProducerRecord<byte[], byte[]> record) {
        try {
            return switch (target.read(consumed(record))) {
                case Reading.Known<?>(SendRequest request)
                when isOver(request, record) -> Optional.of(Effect.of(Kind.EXPIRED));
                case Reading.Known<?> _ -> Optional.empty();
                case Reading.UnknownType<?> _ ->
                    Optional.of(new Effect(Kind.NOTHING, "a type nobody here knows is skipped"));
            };
        } catch (CannotWork e) {
            return Optional.of(new Effect(Kind.DIES, e.kind().wireName() + ": " + e.getMessage()));
        }
    }

    private static ConsumerRecord<byte[], byte[]> consumed(ProducerRecord<byte[], byte[]> record) {
        return new ConsumerRecord<>(record.topic(), 0, 0, record.key(), record.value());
    }

    /** As the dispatcher reckons where a request says nothing: a day after it was made, or after it was to leave. */
    private boolean isOver(SendRequest request, ProducerRecord<byte[], byte[]> record) {
        if (request.expiresAt() != null) {
            return request.expiresAt().isBefore(stamp.at());
        }
        var requestedAt = Objects.requireNonNullElseGet(
                request.requestedAt(), () -> Instant.ofEpochMilli(Objects.requireNonNull(record.timestamp())));
        var sendAt = request.sendAt();
        var from = sendAt != null && sendAt.isAfter(requestedAt) ? sendAt : requestedAt;
        return from.plus(VALID_FOR).isBefore(stamp.at());
    }

    private void ask(Asked asked, List<Integer> places, List<Judged> judged) {
        for (var chunk : chunks(places, judged)) {
            var records = chunk.stream()
                    .map(place -> Objects.requireNonNull(judged.get(place).record()))
                    .toList();
            var effects = services.effects(asked.reader(), asked.topic(), records)
                    .filter(answer -> answer.size() == records.size())
                    .orElseGet(() -> Collections.nCopies(records.size(), Effect.of(Kind.UNKNOWN)));
            for (var i = 0; i < chunk.size(); i++) {
                var place = chunk.get(i);
                judged.set(place, judged.get(place).with(effects.get(i), allowResend));
            }
        }
    }

    private static List<List<Integer>> chunks(List<Integer> places, List<Judged> judged) {
        var chunks = new ArrayList<List<Integer>>();
        var size = 0;
        for (var place : places) {
            var next = judged.get(place).letter().size() + 1024;
            if (chunks.isEmpty()
                    || size + next > LARGEST_CHUNK
                    || chunks.getLast().size() == Preview.MOST) {
                chunks.add(new ArrayList<>());
                size = 0;
            }
            chunks.getLast().add(place);
            size += next;
        }
        return chunks;
    }

    Map<ConsumerGroup, String> unknown() {
        return services.unknown();
    }
}
