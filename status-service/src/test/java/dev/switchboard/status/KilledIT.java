package dev.switchboard.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.contracts.outcome.SendOutcome;
import dev.switchboard.contracts.status.StatusReported;
import dev.switchboard.infrastructure.Infrastructure;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The service as a process of its own, killed with -9 again and again while it takes small batches: no event is lost, and a
 * reader of the changes who drops repeated ids hears each of them once, rising, up to what is true.
 */
class KilledIT {

    private static final int MESSAGES = 400;
    private static final int KILLS = 3;

    @TempDir
    Path logs;

    @Test
    @Timeout(value = 6, unit = TimeUnit.MINUTES)
    void nothingIsLostAndNothingIsToldTwiceByAnotherName() throws Exception {
        var news = Stream.generate(News::ofSomeMessage).limit(MESSAGES).toList();
        // Makes the topics and the tables, and takes nothing in.
        try (var here = RunningStatus.start("--spring.kafka.listener.auto-startup=false");
                var wire = Wiretap.on(here)) {
            var sql = here.sql();
            var events = shuffled(news);
            var process = start(here, 0);
            for (var kill = 1; kill <= KILLS; kill++) {
                say(wire, events.subList((kill - 1) * events.size() / KILLS, kill * events.size() / KILLS));
                awaitMoreEvents(sql, 60);
                process.destroyForcibly().waitFor();
                process = start(here, kill);
            }
            await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> {
                assertThat(count(sql, "message_events")).isEqualTo(events.size());
                assertThat(count(sql, "outbox")).isZero();
            });
            process.destroyForcibly().waitFor();

            assertThat(sql.sql("select distinct status from messages")
                            .query(String.class)
                            .list())
                    .containsExactly("read");
            assertThat(sql.sql("select sum(messages)::bigint from message_counts where status = 'read'")
                            .query(Long.class)
                            .single())
                    .isEqualTo(MESSAGES);
            assertEachMessageWasToldToTheEnd(wire, news);
        }
    }

    private static List<Event> shuffled(List<News> news) {
        var events = new ArrayList<Event>();
        for (var each : news) {
            events.add(each.queued(0));
            events.add(each.accepted(1));
            events.add(each.reported(Status.SENT, 2, null));
            events.add(each.reportedElsewhere(Status.DELIVERED, 3, null));
            events.add(each.reported(Status.READ, 4, null));
        }
        Collections.shuffle(events, new Random(7));
        return events;
    }

    private static void say(Wiretap wire, List<Event> events) {
        for (var event : events) {
            switch (event) {
                case SendOutcome outcome -> wire.say(wire.topics().sendOutcomes(), outcome);
                case StatusReported report -> wire.say(wire.topics().status(), report);
                default -> throw new IllegalArgumentException("no news of a message");
            }
        }
    }

    private static void assertEachMessageWasToldToTheEnd(Wiretap wire, List<News> news) {
        var told = new HashMap<String, LinkedHashSet<String>>();
        for (var record : wire.all(wire.topics().changes().name())) {
            if (new String(record.value(), StandardCharsets.UTF_8).contains("MessageChanged")) {
                told.computeIfAbsent(new String(record.key(), StandardCharsets.UTF_8), _ -> new LinkedHashSet<>())
                        .add(Wiretap.header(record, "ce_id"));
            }
        }
        for (var each : news) {
            var id = each.id().toString();
            var statuses = told.getOrDefault(id, new LinkedHashSet<>()).stream()
                    .map(name -> Status.of(name.substring(id.length() + 1)))
                    .toList();
            assertThat(statuses).as(id).isSorted().endsWith(Status.READ);
        }
    }

    private void awaitMoreEvents(JdbcClient sql, int more) {
        var before = count(sql, "message_events");
        await().atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> count(sql, "message_events") >= before + more);
    }

    private static long count(JdbcClient sql, String table) {
        return sql.sql("select count(*) from " + table).query(Long.class).single();
    }

    /** With small batches, so that there is much between which to die. */
    private Process start(RunningStatus beside, int number) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classPath = System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path", File.pathSeparator));
        return new ProcessBuilder(
                        java,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        classPath,
                        StatusApplication.class.getName(),
                        "--KAFKA_BOOTSTRAP_SERVERS=" + Infrastructure.forTests().bootstrapServers(),
                        "--KAFKA_TOPIC_PREFIX=" + beside.prefix(),
                        "--KAFKA_PARTITIONS=2",
                        "--KAFKA_BATCH_SIZE=15",
                        "--DATABASE_URL=" + beside.database(),
                        "--BIND_ADDRESS=127.0.0.1",
                        "--LOG_LEVEL=warn",
                        "--spring.kafka.consumer.properties.session.timeout.ms=6000",
                        "--PORT=0")
                .redirectErrorStream(true)
                .redirectOutput(logs.resolve("status-" + number + ".log").toFile())
                .start();
    }
}
