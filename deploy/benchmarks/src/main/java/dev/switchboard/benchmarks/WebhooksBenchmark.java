package dev.switchboard.benchmarks;

import dev.switchboard.contracts.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a verified and durably published webhook costs, next to a server that only reads it and a producer. */
final class WebhooksBenchmark implements Benchmark {

    /** As the image has it, and a heap that is enough for what Twilio and Meta post. Files of a gateway, of up to 16 MB each, want more. */
    static final List<String> MEMORY = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:TrimNativeHeapInterval=5000",
            "-Dio.netty.jfr.enabled=false",
            "-Xms48m",
            "-Xmx112m");

    static final String PUBLIC = "https://switchboard.example";

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
        var ingress = stage.start("webhooks", "dev.switchboard.ingress.IngressApplication", settings(stage), MEMORY);
        var bare = stage.start(
                "bare",
                BareWebhooks.class,
                Map.of("BARE_TOPIC", topics.unreadable().name()),
                Stage.PLENTY);
        try (var callbacks = new Callbacks(ingress, PUBLIC);
                var bareCallbacks = new Callbacks(bare, PUBLIC)) {
            callbacks.post(effort.warmUp(WARM_UP));
            bareCallbacks.post(effort.warmUp(WARM_UP));
            var costs = new ArrayList<Double>();
            var floor = new ArrayList<Double>();
            for (int run = 0; run < effort.runs(); run++) {
                costs.add(measure(ingress, callbacks));
                floor.add(measure(bare, bareCallbacks));
            }
            tell(costs, floor);
            atPace(stage, ingress, callbacks, bare, bareCallbacks);
            tellTheRest(stage, topics, effort, ingress.residentMiB());
        }
    }

    static Map<String, String> settings(Stage stage) {
        return Map.of(
                "KAFKA_TOPIC_PREFIX",
                "webhooks.",
                "PUBLIC_BASE_URL",
                PUBLIC,
                "TWILIO_AUTH_TOKEN",
                TwilioCallback.TOKEN,
                "SPOOL_DIRECTORY",
                stage.log("spool").toString(),
                "MALLOC_ARENA_MAX",
                "2");
    }

    private static double measure(Program program, Callbacks callbacks) throws Exception {
        var before = program.cpu();
        callbacks.post(EACH);
        return seconds(program.cpu().since(before), EACH);
    }

    private static double seconds(Duration spent, int on) {
        return spent.toMillis() / 1000.0 * TEN_THOUSAND / on;
    }

    private static void tell(List<Double> costs, List<Double> floor) {
        new Table("full speed", "CPU s per 10,000")
                .row("ingress", Median.of(costs))
                .row("bare server and producer", Median.of(floor))
                .row("ratio", Median.of(costs) / Median.of(floor))
                .print(System.out);
    }

    private static void atPace(Stage stage, Program ingress, Callbacks callbacks, Program bare, Callbacks bareCallbacks)
            throws Exception {
        var floor = atPace(stage, bare, bareCallbacks);
        var cost = atPace(stage, ingress, callbacks);
        new Table(PER_SECOND + " a second, from when each was due", "bare", "ingress")
                .row("p50, ms", floor.late(50), cost.late(50))
                .row("p99, ms", floor.late(99), cost.late(99))
                .row("CPU s per 10,000", floor.own, cost.own)
                .row("with the broker's, CPU s per 10,000", floor.own + floor.broker, cost.own + cost.broker)
                .print(System.out);
    }

    /** @param late how late each was answered, in milliseconds, the quickest first */
    private record AtPace(List<Double> late, double own, double broker) {

        double late(int percent) {
            return late.get(late.size() * percent / 100);
        }
    }

    /** At this pace other ways through the code are taken than at full speed, and they have to be warm as well. */
    private static AtPace atPace(Stage stage, Program program, Callbacks callbacks) throws Exception {
        callbacks.postAtPace(PER_SECOND, AT_PACE);
        var cpu = program.cpu();
        var broker = stage.servers().brokerCpu();
        var late = callbacks.postAtPace(PER_SECOND, AT_PACE);
        return new AtPace(
                late,
                seconds(program.cpu().since(cpu), late.size()),
                seconds(stage.servers().brokerCpu().since(broker), late.size()));
    }

    private static void tellTheRest(Stage stage, Topics topics, Effort effort, double memory) {
        var sent = effort.warmUp(WARM_UP) + (long) effort.runs() * EACH + 2 * PER_SECOND * AT_PACE.toSeconds();
        var there = Keys.on(stage.servers().bootstrapServers(), topics.status().name());
        System.out.printf(
                "  Resident afterwards: %.0f MiB. Answered 200 and missing on the topic: %d%n",
                memory, sent - there.size());
    }
}
