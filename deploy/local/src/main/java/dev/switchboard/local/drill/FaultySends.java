package dev.switchboard.local.drill;

import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.outcome.SendOutcome.Deferred;
import dev.switchboard.contracts.outcome.SendOutcome.Refused;
import dev.switchboard.contracts.outcome.SendOutcome.Uncertain;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * One call in ten goes wrong in one of the ways in which calls go wrong, some recipients want nothing, and some ids come
 * again with other words. Each request ends as it must, none is sent twice, and none too fast.
 */
record FaultySends(SendingStage stage, PrintStream output) {

    private static final String TO = "+14155550150";
    private static final String STOPPED = "+14155550121";
    private static final int OTHERS = 20;

    /** Held calls are answered when nobody waits any more. */
    private static final double TOO_LATE = 10;

    private record Fault(String word, double seconds, Class<?> cameTo) {}

    private static final List<Fault> FAULTS = List.of(
            new Fault("429", 0, Deferred.class),
            new Fault("500", 0, Uncertain.class),
            new Fault("timeout", TOO_LATE, Uncertain.class),
            new Fault("reset", 0, Uncertain.class),
            new Fault("accept-then-reset", 0, Uncertain.class),
            new Fault("half-answer", 0, Uncertain.class),
            new Fault("slow", TOO_LATE, Uncertain.class),
            new Fault("slow", 1, Void.class));

    boolean run(int sends) throws InterruptedException {
        stage.start();
        var spoiled = sends / 10;
        for (int n = 0; n < spoiled; n++) {
            var fault = FAULTS.get(n % FAULTS.size());
            stage.plan("slow", 0, 9);
            stage.plan(fault.word(), fault.seconds(), 1);
        }
        try (var asked = new AskedSends(stage.broker())) {
            var ids = Stream.generate(() -> asked.ask(TO)).limit(sends).toList();
            var stopped =
                    Stream.generate(() -> asked.ask(STOPPED)).limit(OTHERS).toList();
            ids.subList(0, OTHERS).forEach(id -> asked.ask(id, STOPPED, "Something else"));
            say("%d requests, of whose calls %d go wrong, %d to somebody who said stop, %d with a used id"
                    .formatted(sends, spoiled, OTHERS, OTHERS));
            Waiting.until(
                    "every request to end", () -> asked.listen().unsettled().isEmpty());
            Waiting.until(
                    "the dead letters", () -> ids.subList(0, OTHERS).stream().allMatch(asked.listen()::isDeadLettered));
            return isHeld(asked, ids, stopped, spoiled);
        }
    }

    private boolean isHeld(AskedSends asked, List<MessageId> ids, List<MessageId> stopped, int spoiled) {
        var takenIds = new HashSet<String>();
        stage.taken().forEach(message -> takenIds.add(message.path("mid").asString()));
        var lost = ids.stream().filter(id -> !takenIds.contains(id.toString())).count();
        var twice = stage.counted().path("duplicates").size();
        var refused = asked.told(Refused.class).stream()
                .filter(one -> one.failure().kind() == Failure.Kind.OPT_OUT && stopped.contains(one.messageId()))
                .count();
        var deferred = asked.told(Deferred.class).stream()
                .filter(one -> "20429".equals(one.failure().code()))
                .count();
        var uncertain = asked.told(Uncertain.class).size();
        var fastest = fastest();
        say("taken by the provider: %d of %d, twice: %d".formatted(takenIds.size(), ids.size(), twice));
        say("refused because of the stop: %d of %d".formatted(refused, stopped.size()));
        say("told to wait: %d of %d; of unknown fate, and settled: %d of %d"
                .formatted(deferred, planned(Deferred.class, spoiled), uncertain, planned(Uncertain.class, spoiled)));
        say("dead letters for a used id: " + OTHERS);
        say("at most %d calls in four seconds; the pace allows %d".formatted(fastest, 4 * SendingStage.PACE));
        return lost == 0
                && twice == 0
                && refused == stopped.size()
                && deferred == planned(Deferred.class, spoiled)
                && uncertain == planned(Uncertain.class, spoiled)
                // A call that a busy machine held back arrives beside later ones.
                && fastest <= 4 * SendingStage.PACE * 1.05;
    }

    private static long planned(Class<?> cameTo, int spoiled) {
        return Stream.iterate(0, n -> n < spoiled, n -> n + 1)
                .filter(n -> FAULTS.get(n % FAULTS.size()).cameTo() == cameTo)
                .count();
    }

    private int fastest() {
        var times = stage.taken().stream()
                .map(message -> Instant.parse(message.path("createdAt").asString()))
                .sorted()
                .toList();
        int most = 0;
        int first = 0;
        for (int last = 0; last < times.size(); last++) {
            while (Duration.between(times.get(first), times.get(last)).toSeconds() >= 4) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    private void say(String words) {
        output.println("  " + words);
    }
}
