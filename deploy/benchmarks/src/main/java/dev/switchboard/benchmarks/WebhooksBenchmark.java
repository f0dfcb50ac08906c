package dev.switchboard.benchmarks;

import dev.switchboard.contracts.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a verified and durably published webhook costs, next to a server that only reads it and a producer. */
final class WebhooksBenchmark implements Benchmark {

    private static final String PUBLIC = "https://switchboard.example";
    private static final int WARM_UP = 100_000;
    private static final int EACH = 20_000;
    private static final int TEN_THOUSAND = 10_000;
    private static final int PER_SECOND = 3_300;
    private static final Duration AT_PACE = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "webhooks";
    }

    @Override
    public String question() {
        return "CPU of ingress for 10,000 signed status callbacks next to a bare server and producer, and latency";
    }

    @Override
    public void run(Stage stage, Effort effort) throws Exception {
        var topics = stage.topics("webhooks");
        var begun = System.nanoTime();
        var ingress = stage.start("webhooks", "dev.switchboard.ingress.IngressApplication", settings(stage));
        var bare = stage.start(
                "bare",
                BareWebhooks.class,
                Map.of("BARE_TOPIC", topics.unreadable().name()));
        try (var callbacks = new Callbacks(ingress, PUBLIC);
                var bareCallbacks = new Callbacks(bare, PUBLIC)) {
            callbacks.post(1);
            var start = (System.nanoTime() - begun) / 1e9;
            callbacks.post(effort.warmUp(WARM_UP));
            bareCallbacks.post(effort.warmUp(WARM_UP));
            var costs = new ArrayList<Double>();
            var floor = new ArrayList<Double>();
            for (int run = 0; run < effort.runs(); run++) {
                costs.add(measure(ingress, callbacks));
                floor.add(measure(bare, bareCallbacks));
            }
            tell(costs, floor);
            atPace(stage, ingress, callbacks);
            tellTheRest(stage, topics, effort, start, ingress.residentMiB());
        }
    }

    private static Map<String, String> settings(Stage stage) {
        return Map.of(
                "KAFKA_TOPIC_PREFIX",
                "webhooks.",
                "PUBLIC_BASE_URL",
                PUBLIC,
                "TWILIO_AUTH_TOKEN",
                TwilioCallback.TOKEN,
                "SPOOL_DIRECTORY",
                stage.log("spool").toString());
    }

    private static double measure(Program program, Callbacks callbacks) throws Exception {
        var before = program.cpu();
        callbacks.post(EACH);
        return program.cpu().since(before).toMillis() / 1000.0 * TEN_THOUSAND / EACH;
    }

    private static void tell(List<Double> costs, List<Double> floor) {
        new Table("full speed", "CPU s per 10,000")
                .row("ingress", Median.of(costs))
                .row("bare server and producer", Median.of(floor))
                .row("ratio", Median.of(costs) / Median.of(floor))
                .print(System.out);
    }

    private static void atPace(Stage stage, Program ingress, Callbacks callbacks) throws Exception {
        var cpu = ingress.cpu();
        var broker = stage.servers().brokerCpu();
        var late = callbacks.postAtPace(PER_SECOND, AT_PACE);
        var spent = ingress.cpu().since(cpu).plus(stage.servers().brokerCpu().since(broker));
        new Table(PER_SECOND + " a second, from when each was due", "")
                .row("p50, ms", late.get(late.size() / 2))
                .row("p99, ms", late.get(late.size() * 99 / 100))
                .row("ingress and broker, CPU s per 10,000", spent.toMillis() / 1000.0 * TEN_THOUSAND / late.size())
                .print(System.out);
    }

    private static void tellTheRest(Stage stage, Topics topics, Effort effort, double start, double memory) {
        var sent = 1L + effort.warmUp(WARM_UP) + (long) effort.runs() * EACH + PER_SECOND * AT_PACE.toSeconds();
        var there = Keys.on(stage.servers().bootstrapServers(), topics.status().name());
        System.out.printf(
                "  From the start of the process to the first answer: %.1f s. Resident afterwards: %.0f MiB."
                        + " Answered 200 and missing on the topic: %d%n",
                start, memory, sent - there.size());
    }
}
