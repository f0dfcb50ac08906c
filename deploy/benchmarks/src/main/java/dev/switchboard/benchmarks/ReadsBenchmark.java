package dev.switchboard.benchmarks;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** What those who ask wait for when there are millions of messages. */
final class ReadsBenchmark implements Benchmark {

    private static final String STORE = "reads";
    private static final int MESSAGES = 2_000_000;
    private static final int WARM_UP = 10_000;
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(45);
    private static final int ASKED = 2_000;

    @Override
    public String name() {
        return "reads";
    }

    @Override
    public String question() {
        return "milliseconds for a message, for the metrics of thirty days, for a filtered page, with --messages N there";
    }

    @Override
    public void run(Stage stage, Effort effort) throws Exception {
        var many = effort.messages(MESSAGES);
        var status = stage.start(
                STORE,
                "dev.switchboard.status.StatusApplication",
                Map.of("DATABASE_URL", stage.servers().create(STORE), "KAFKA_TOPIC_PREFIX", STORE + "."));
        var begun = System.nanoTime();
        // What it asks of itself now and then would go through all of it, as long as there are no indexes.
        status.freeze();
        try (var rows = new ManyMessages(stage.servers().connect(STORE))) {
            rows.load(many);
        }
        status.wake();
        System.out.printf(
                "  %,d messages of thirty days are there after %d s.%n",
                many, Duration.ofNanos(System.nanoTime() - begun).toSeconds());
        var table = new Table("with %,d messages, ms".formatted(many), "p50", "p99", "highest");
        try (var http = HttpClient.newHttpClient()) {
            var asking = new Asking(http, status, effort);
            asking.row(
                    table,
                    "delivery-status",
                    random -> "/api/v1/whatsapp/delivery-status/" + ManyMessages.providerId(random.nextInt(many) + 1));
            asking.row(table, "delivery-metrics, 30 days", ReadsBenchmark::metrics);
            asking.row(table, "messages, filtered", ReadsBenchmark::page);
        }
        table.print(System.out);
    }

    private static String metrics(Random random) {
        var now = Instant.now();
        var range = "?startDate=" + now.minus(Duration.ofDays(30)) + "&endDate=" + now;
        var filters = List.of("", "&channel=all", "&channel=sms", "&provider=meta", "&tenant=tenant3");
        return "/api/v1/whatsapp/delivery-metrics" + range + filters.get(random.nextInt(filters.size()));
    }

    private static String page(Random random) {
        var since = Instant.now().minus(Duration.ofHours(random.nextInt(700)));
        var filters = List.of(
                "status=failed",
                "status=read",
                "status=queued",
                "status=failed&channel=sms&until=" + since,
                "channel=sms&provider=meta",
                "code=63049",
                "code=30008&until=" + since,
                "tenant=tenant3&status=undelivered",
                "tenant=tenant3&since=" + since,
                "to=%2B1415" + "%07d".formatted(random.nextInt(100_000)),
                "id=SM00" + random.nextInt(10));
        return "/api/v1/messages?" + filters.get(random.nextInt(filters.size()));
    }

    /** One caller, who asks again when answered. */
    private record Asking(HttpClient http, Program status, Effort effort) {

        void row(Table table, String what, Function<Random, String> question) throws IOException, InterruptedException {
            var random = new Random(20261121);
            var warm = System.nanoTime() + LONGEST_WARM_UP.toNanos();
            for (int n = 0; n < effort.warmUp(WARM_UP) && System.nanoTime() < warm; n++) {
                ask(question.apply(random));
            }
            var millis = new double[ASKED];
            for (int n = 0; n < ASKED; n++) {
                millis[n] = ask(question.apply(random));
            }
            var sorted = DoubleStream.of(millis).sorted().toArray();
            table.row(what, sorted[ASKED / 2], sorted[ASKED * 99 / 100], sorted[ASKED - 1]);
            System.out.printf("  %s: p50 %.1f ms, p99 %.1f ms%n", what, sorted[ASKED / 2], sorted[ASKED * 99 / 100]);
        }

        private double ask(String question) throws IOException, InterruptedException {
            var begun = System.nanoTime();
            var answer =
                    http.send(HttpRequest.newBuilder(status.address(question)).build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(question + " is answered " + answer.statusCode());
            }
            return (System.nanoTime() - begun) / 1e6;
        }
    }
}
