package dev.switchboard.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** How long after its process was started ingress takes its first webhook: as a jar, unpacked, and with an AOT cache. */
final class StartsBenchmark implements Benchmark {

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration AT_MOST = Duration.ofMinutes(1);
    private static final int TRAINING = 100;

    @Override
    public String name() {
        return "starts";
    }

    @Override
    public String question() {
        return "seconds from the start of ingress to its first accepted webhook, with and without an AOT cache";
    }

    @Override
    public void run(Stage stage, Effort effort) throws Exception {
        var jar = stage.home().resolve("ingress-service/target/ingress-service-exec.jar");
        var folder = stage.log("unpacked");
        unpack(jar, folder);
        var unpacked = folder.resolve(jar.getFileName());
        var cache = folder.resolve("ingress.aot");
        train(stage, unpacked, cache);
        var ways = new LinkedHashMap<String, List<String>>();
        ways.put("jar", List.of("-jar", jar.toString()));
        ways.put("unpacked", List.of("-jar", unpacked.toString()));
        ways.put("unpacked, AOT cache", List.of("-XX:AOTCache=" + cache, "-jar", unpacked.toString()));
        var seconds = new LinkedHashMap<String, List<Double>>();
        for (int run = 0; run < effort.runs(); run++) {
            for (var way : ways.entrySet()) {
                seconds.computeIfAbsent(way.getKey(), _ -> new ArrayList<>()).add(seconds(stage, way.getValue()));
            }
        }
        tell(seconds);
    }

    private static void unpack(Path jar, Path folder) throws IOException, InterruptedException {
        var unpacking = new ProcessBuilder(
                        Program.java(),
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--destination",
                        folder.toString())
                .inheritIO()
                .start();
        if (unpacking.waitFor() != 0) {
            throw new IOException("it cannot be unpacked: " + jar);
        }
    }

    /** What it loads and compiles while it takes webhooks is what the cache will hold. */
    private static void train(Stage stage, Path jar, Path cache) throws Exception {
        var program = start(stage, List.of("-XX:AOTCacheOutput=" + cache, "-jar", jar.toString()));
        try (var callbacks = new Callbacks(program.awaitReady(), WebhooksBenchmark.PUBLIC)) {
            callbacks.post(TRAINING);
        }
        program.end();
    }

    private static double seconds(Stage stage, List<String> way) throws Exception {
        var begin = System.nanoTime();
        try (var program = start(stage, way)) {
            var end = begin + AT_MOST.toNanos();
            while (!takes(program)) {
                if (System.nanoTime() > end) {
                    throw new IOException("it takes no webhook");
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            return (System.nanoTime() - begin) / 1e9;
        }
    }

    private static boolean takes(Program program) {
        try (var connection = Connection.open(program.address(""))) {
            return connection.post(TwilioCallback.next(WebhooksBenchmark.PUBLIC)) == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private static Program start(Stage stage, List<String> way) throws IOException {
        var options =
                Stream.concat(WebhooksBenchmark.MEMORY.stream(), way.stream()).toList();
        return stage.start("starts", options, stage.service(WebhooksBenchmark.settings(stage)));
    }

    private static void tell(Map<String, List<Double>> seconds) {
        var table = new Table("from start to first webhook", "s");
        seconds.forEach((way, all) -> table.row(way, Median.of(all)));
        table.print(System.out);
    }
}
