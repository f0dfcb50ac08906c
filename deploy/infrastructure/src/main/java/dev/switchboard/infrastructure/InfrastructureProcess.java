package dev.switchboard.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;

/**
 * Both servers in a JVM of their own. It says on standard output, in one line of JSON, when they are ready, and ends on
 * SIGTERM or when its standard input ends: so it follows its parent however that one died.
 */
public final class InfrastructureProcess {
    private InfrastructureProcess() {}

    public static void main(String[] arguments) throws Exception {
        var options = Options.of(arguments);
        logTo(options.data().resolve("logs"));
        Files.writeString(
                options.data().resolve(Leftover.CHILD),
                Long.toString(ProcessHandle.current().pid()));
        var start = new FutureTask<>(() -> start(options));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(start)));
        Thread.ofPlatform().daemon().start(InfrastructureProcess::exitWithParent);
        start.run();
        System.out.println(ready(start.get(), options));
        Thread.currentThread().join();
    }

    private static Embedded start(Options options) {
        return Embedded.start(
                options.data(), options.binaries(), options.kafkaPort(), options.postgresPort(), Durability.POWER_LOSS);
    }

    /** A stop during the start waits for it: what is half started could not be stopped. */
    private static void stop(FutureTask<Embedded> start) {
        try {
            start.get().close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            System.err.println(e.getCause());
        }
    }

    private static void exitWithParent() {
        try {
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            System.err.println(e.getMessage());
        }
        System.exit(0);
    }

    private static String ready(Embedded infrastructure, Options options) {
        var databases = options.databases().stream()
                .map(name -> "\"" + name + "\":\"" + infrastructure.databaseUrl(name) + "\"")
                .collect(Collectors.joining(","));
        return "{\"kafka\":\"" + infrastructure.bootstrapServers() + "\",\"databases\":{" + databases + "}}";
    }

    private static void logTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        System.setProperty(
                "infrastructure.log", folder.resolve("infrastructure.log").toString());
        System.setProperty("logback.configurationFile", "infrastructure-process.xml");
    }

    private record Options(Path data, Path binaries, int kafkaPort, int postgresPort, List<String> databases) {
        static Options of(String[] arguments) {
            var values = pairs(arguments);
            var data = Path.of(values.getOrDefault("--data", "data")).toAbsolutePath();
            return new Options(
                    data,
                    Path.of(values.getOrDefault(
                                    "--binaries", data.resolve("binaries").toString()))
                            .toAbsolutePath(),
                    Integer.parseInt(values.getOrDefault("--kafka-port", "9092")),
                    Integer.parseInt(values.getOrDefault("--postgres-port", "5433")),
                    List.of(values.getOrDefault("--databases", "status,dispatcher,fallback")
                            .split(",")));
        }

        private static Map<String, String> pairs(String[] arguments) {
            var pairs = new HashMap<String, String>();
            for (int i = 0; i + 1 < arguments.length; i += 2) {
                pairs.put(arguments[i], arguments[i + 1]);
            }
            return pairs;
        }
    }
}
