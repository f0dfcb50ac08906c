package dev.switchboard.benchmarks;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long after a webhook was due its message is a row that anybody can read: through both services and the broker. */
final class RowsBenchmark implements Benchmark {

    private static final String PUBLIC = "https://switchboard.example";
    private static final String STORE = "rows";
    private static final int PER_SECOND = 50;
    private static final int WARM_UP = 20_000;
    /** A batch of one record runs through all statements, and a minute of them is not yet compiled. */
    private static final Duration WARM_UP_AT_PACE = Duration.ofMinutes(2);

    private static final Duration AT_PACE = Duration.ofSeconds(40);

    @Override
    public String name() {
        return "rows";
    }

    @Override
    public String question() {
        return "milliseconds from a signed status callback to the committed row, at 50 a second";
    }

    @Override
    public void run(Stage stage, Effort effort) throws Exception {
        var status = start(
                stage,
                STORE,
                "status.StatusApplication",
                Map.of("DATABASE_URL", stage.servers().create(STORE)));
        var ingress = start(
                stage,
                "ingress",
                "ingress.IngressApplication",
                Map.of(
                        "PUBLIC_BASE_URL",
                        PUBLIC,
                        "TWILIO_AUTH_TOKEN",
                        TwilioCallback.TOKEN,
                        "SPOOL_DIRECTORY",
                        stage.log("spool").toString()));
        try (var callbacks = new Callbacks(ingress, PUBLIC);
                var rows = new Rows(stage.servers().connect(STORE)).begin()) {
            callbacks.post(effort.warmUp(WARM_UP));
            pace(callbacks, rows, effort.isBrief() ? AT_PACE : WARM_UP_AT_PACE);
            var cpu = status.cpu();
            var late = pace(callbacks, rows, AT_PACE);
            tell(late, status.cpu().since(cpu));
        }
    }

    private static Program start(Stage stage, String name, String application, Map<String, String> settings)
            throws Exception {
        var all = new HashMap<>(settings);
        all.put("KAFKA_TOPIC_PREFIX", STORE + ".");
        return stage.start(name, "dev.switchboard." + application, all);
    }

    private static List<Double> pace(Callbacks callbacks, Rows rows, Duration length) throws Exception {
        callbacks.postAtPace(PER_SECOND, length, rows::isDue);
        return rows.await();
    }

    private static void tell(List<Double> late, Duration cpu) {
        new Table(PER_SECOND + " a second, from when each was due to its row", "ms")
                .row("p50", late.get(late.size() / 2))
                .row("p99", late.get(late.size() * 99 / 100))
                .row("highest", late.getLast())
                .print(System.out);
        System.out.printf(
                "  status-service took %.1f CPU s per 10,000 of them.%n",
                cpu.toMillis() / 1000.0 * 10_000 / late.size());
    }
}
