package dev.switchboard.local.drill;

import dev.switchboard.contracts.outcome.SendOutcome.Uncertain;
import java.io.PrintStream;
import java.util.HashSet;

/**
 * Two dispatchers share the work, and again and again one of them is killed while the provider has messages of it that it
 * has not answered for yet. Nothing is lost, nothing is sent twice, and of each message it is known what became of it.
 */
record KilledSends(SendingStage stage, PrintStream output) {

    /** Between the taking of a message and its answer. */
    private static final double WINDOW_SECONDS = 0.4;

    private static final int BETWEEN_KILLS = 60;
    private static final String TO = "+14155550150";

    boolean run(int times) throws InterruptedException {
        stage.start();
        stage.plan("slow", WINDOW_SECONDS, 10_000_000);
        try (var asked = new AskedSends(stage.broker())) {
            for (int kill = 1; kill <= times; kill++) {
                var next = stage.startDispatcher();
                stage.awaitReady(next);
                var before = taken();
                for (int n = 0; n < BETWEEN_KILLS; n++) {
                    asked.ask(TO);
                }
                Waiting.until("a message to be taken", () -> taken() > before + BETWEEN_KILLS / 3);
                stage.killOldest();
                asked.forgetReaders();
                if (kill % 10 == 0 || kill == times) {
                    say("killed %d times; taken so far: %d".formatted(kill, taken()));
                }
            }
            Waiting.until(
                    "every request to end", () -> asked.listen().unsettled().isEmpty());
            return isHeld(asked);
        }
    }

    private int taken() {
        return stage.counted().path("accepted").asInt();
    }

    private boolean isHeld(AskedSends asked) {
        var takenIds = new HashSet<String>();
        stage.taken().forEach(message -> takenIds.add(message.path("mid").asString()));
        var lost = asked.all().stream()
                .filter(id -> !takenIds.contains(id.toString()))
                .count();
        var twice = stage.counted().path("duplicates").size();
        var caught = asked.told(Uncertain.class).stream()
                .map(Uncertain::messageId)
                .distinct()
                .count();
        say("asked for: %d, taken: %d, lost: %d".formatted(asked.all().size(), takenIds.size(), lost));
        say("sent twice: " + twice);
        say("in a call when their dispatcher was killed, and settled: " + caught);
        return lost == 0 && twice == 0 && caught > 0;
    }

    private void say(String words) {
        output.println("  " + words);
    }
}
