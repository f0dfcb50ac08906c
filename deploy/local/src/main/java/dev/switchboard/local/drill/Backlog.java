package dev.switchboard.local.drill;

import dev.switchboard.infrastructure.FreePort;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/**
 * News wait on the topics, status-service reads them, and is killed twice on the way. At the end every record is on record
 * once, every message is in its last state, and whoever reads the changes and drops repeated ids has heard of each.
 */
record Backlog(String infrastructure, String services, Path postgres, PrintStream output) {

    private static final int KILLS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Duration HEARD_WITHIN = Duration.ofMinutes(3);
    private static final Duration STARTED_WITHIN = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(500);

    /** Tells whether it held. Only what is needed to see why it did not stays behind. */
    boolean run(int records) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("switchboard-drill-");
        var isHeld = run(folder, records);
        if (isHeld) {
            FileSystemUtils.deleteRecursively(folder);
        }
        return isHeld;
    }

    private boolean run(Path folder, int records) throws IOException, InterruptedException {
        var kafka = FreePort.find();
        var database = FreePort.find();
        say("starting a broker and a database, their logs in " + folder);
        try (var _ = Child.java(
                infrastructure,
                "dev.switchboard.infrastructure.InfrastructureProcess",
                List.of(
                        "--data", folder.resolve("data").toString(),
                        "--binaries", postgres.toString(),
                        "--kafka-port", Integer.toString(kafka),
                        "--postgres-port", Integer.toString(database),
                        "--databases", "status"),
                Map.of(),
                folder.resolve("servers.log"))) {
            try (var news = new ToldNews("127.0.0.1:" + kafka, records, STARTED_WITHIN)) {
                news.tell();
                say("%,d records of %,d messages wait".formatted(news.records(), news.messages()));
                drain(folder, news, settings(kafka, database));
                return isHeld(news, "jdbc:postgresql://127.0.0.1:" + database + "/status?user=postgres");
            }
        }
    }

    private void drain(Path folder, ToldNews news, Map<String, String> settings) throws InterruptedException {
        var begun = System.nanoTime();
        try (var status = Child.java(
                services,
                "dev.switchboard.status.StatusApplication",
                List.of(),
                settings,
                folder.resolve("status.log"))) {
            for (var kill = 1; kill <= KILLS; kill++) {
                awaitRead(news, news.records() * kill / (KILLS + 1));
                status.kill();
                say("status-service killed with %,d records read".formatted(news.read()));
                status.startAgain();
            }
            awaitRead(news, news.records());
            var seconds = Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0;
            say("all read after %.0f s, kills and starts among them".formatted(seconds));
            news.awaitChanges(HEARD_WITHIN);
        }
    }

    private boolean isHeld(ToldNews news, String database) {
        var recorded = count(database, "select count(*) from message_events");
        var counted = count(database, "select coalesce(sum(count), 0) from message_statuses");
        var finished = count(database, "select count(*) from messages where status = 'read'");
        var unheard = news.unheard();
        say("records read %,d, on record %,d, counted %,d".formatted(news.records(), recorded, counted));
        say("messages told of %,d, in their last state %,d".formatted(news.messages(), finished));
        say("changes on the topic %,d, repeated %,d, of messages that fell %,d, messages not heard of to their end %,d"
                .formatted(news.changes(), news.repeated(), news.fallen(), unheard));
        return recorded == news.records()
                && counted == news.records()
                && finished == news.messages()
                && unheard == 0
                && news.fallen() == 0;
    }

    private static long count(String database, String question) {
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement();
                var answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitRead(ToldNews news, long records) throws InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (news.read() < records) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("waited in vain for %,d records to be read".formatted(records));
            }
            Thread.sleep(LOOK);
        }
    }

    private static Map<String, String> settings(int kafka, int database) {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                "127.0.0.1:" + kafka,
                "KAFKA_PARTITIONS",
                Integer.toString(ToldNews.PARTITIONS),
                "DATABASE_URL",
                "postgresql://postgres@127.0.0.1:" + database + "/status",
                "PORT",
                Integer.toString(FreePort.find()),
                "BIND_ADDRESS",
                "127.0.0.1",
                "LOG_LEVEL",
                "warn");
    }

    private void say(String words) {
        output.println("  " + words);
    }
}
