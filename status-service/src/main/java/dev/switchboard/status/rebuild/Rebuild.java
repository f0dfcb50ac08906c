package dev.switchboard.status.rebuild;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.Topics;
import dev.switchboard.status.StatusApplication;
import dev.switchboard.status.StatusProperties;
import dev.switchboard.status.intake.Rereading;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.r2dbc.core.DatabaseClient;

/**
 * {@code ./switchboard rebuild status}: the state once more from the topics, in a schema of its own, compared with the
 * one that is used. The service may run meanwhile; what it hears during the comparison makes another round.
 */
public final class Rebuild {

    private static final int ROUNDS = 10;
    private static final Duration CAUGHT_UP_WITHIN = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Rebuild() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments, new PrintStream(System.out, true, StandardCharsets.UTF_8)));
    }

    /** 0 when both say the same, 3 when they differ, 2 when nobody could compare them. */
    public static int run(String[] arguments, PrintStream output) {
        var keep = Arrays.asList(arguments).contains("--keep");
        var schema = "rebuilt_" + SECOND.format(Instant.now());
        try (var context = StatusApplication.application().run(settings(arguments, schema))) {
            try {
                return compare(context, schema, output);
            } finally {
                leave(context, schema, keep, output);
            }
        }
    }

    private static String[] settings(String[] arguments, String schema) {
        var settings = new ArrayList<>(List.of(
                "--PORT=0",
                "--BIND_ADDRESS=127.0.0.1",
                "--LOG_LEVEL=warn",
                "--spring.kafka.listener.auto-startup=false",
                "--spring.flyway.default-schema=" + schema,
                "--status.database.rebuilds-into=" + schema));
        Arrays.stream(arguments).filter(each -> !each.equals("--keep")).forEach(settings::add);
        return settings.toArray(String[]::new);
    }

    private static int compare(ConfigurableApplicationContext context, String schema, PrintStream output) {
        var rereading = context.getBean(Rereading.class);
        var comparison = context.getBean(Comparison.class);
        var progress = new Rereading.Progress();
        var began = System.nanoTime();
        rereading.goOn(progress);
        output.printf(
                "Read %d records from the topics into %s in %.1f s; %d could not be taken.%n",
                progress.records(), schema, (System.nanoTime() - began) / 1e9, progress.skipped());
        if (!progress.reachesBackTo().equals(Instant.MIN)) {
            output.println("The topics reach back to " + progress.reachesBackTo()
                    + ": messages since then are compared, and nothing else.");
        }
        var results = rounds(context, rereading, comparison, progress, schema);
        results.forEach(result -> output.printf("  %-22s %10d  %s%n", result.table(), result.rows(), says(result)));
        var isIdentical = results.stream().allMatch(Comparison.Result::isIdentical);
        output.println(isIdentical ? "Identical." : "Not identical.");
        return isIdentical ? 0 : 3;
    }

    /** The service goes on meanwhile: only a difference that stays when both have heard everything is one. */
    private static List<Comparison.Result> rounds(
            ConfigurableApplicationContext context,
            Rereading rereading,
            Comparison comparison,
            Rereading.Progress progress,
            String schema) {
        var results = List.<Comparison.Result>of();
        for (var round = 0; round < ROUNDS; round++) {
            rereading.goOn(progress);
            awaitLive(context, progress);
            var before = progress.positions();
            results = comparison.of(schema, progress.reachesBackTo());
            if (results.stream().allMatch(Comparison.Result::isIdentical)) {
                return results;
            }
            rereading.goOn(progress);
            if (progress.positions().equals(before)) {
                return results;
            }
        }
        return results;
    }

    private static String says(Comparison.Result result) {
        return result.isIdentical()
                ? "identical"
                : result.onlyLive() + " only in use, " + result.onlyRebuilt() + " only rebuilt";
    }

    /** Until the running service has committed what was read here; one that does not run has nothing more to hear. */
    private static void awaitLive(ConfigurableApplicationContext context, Rereading.Progress progress) {
        var topics = context.getBean(Topics.class);
        var group = topics.prefix() + ConsumerGroup.STATUS.id();
        var deadline = System.nanoTime() + CAUGHT_UP_WITHIN.toNanos();
        try (var admin = Admin.create(context.getBean(KafkaAdmin.class).getConfigurationProperties())) {
            while (System.nanoTime() < deadline) {
                var committed = admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get();
                var isBehind = progress.positions().entrySet().stream()
                        .filter(each -> each.getValue() > 0)
                        .anyMatch(each -> {
                            var offset = committed.get(each.getKey());
                            return offset == null || offset.offset() < each.getValue();
                        });
                if (!isBehind) {
                    return;
                }
                Thread.sleep(LOOK);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker does not tell how far status-service is", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void leave(ConfigurableApplicationContext context, String schema, boolean keep, PrintStream output) {
        if (keep) {
            output.println("The schema " + schema + " is kept.");
            return;
        }
        context.getBean(DatabaseClient.class)
                .sql("drop schema " + schema + " cascade")
                .then()
                .block(context.getBean(StatusProperties.class)
                        .database()
                        .batchTimeout()
                        .multipliedBy(10));
    }
}
