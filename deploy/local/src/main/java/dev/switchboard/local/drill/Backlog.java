package dev.switchboard.local.drill;

import dev.switchboard.infrastructure.FreePort;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * News wait on the topics, status-service reads them, and is killed twice on the way. At the end every record is on record
 * once, every message is in its last state, and whoever reads the changes and drops repeated ids has heard of each.
 */
record Backlog(Built built, PrintStream output) {

    private static final int KILLS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Duration HEARD_WITHIN = Duration.ofMinutes(3);
    private static final Duration STARTED_WITHIN = Duration.ofMinutes(2);

    /** Tells whether it held. */
    boolean run(Path folder, int records) throws InterruptedException {
        var kafka = FreePort.find();
        var database = FreePort.find();
        try (var _ = built.servers(folder, kafka, database, "status");
                var news = new ToldNews("127.0.0.1:" + kafka, records, STARTED_WITHIN)) {
            news.tell();
            say("%,d records of %,d messages wait".formatted(news.records(), news.messages()));
            drain(folder, news, settings(kafka, database));
            return isHeld(news, Sql.of(url(database)));
        }
    }

    private void drain(Path folder, ToldNews news, Map<String, String> settings) throws InterruptedException {
        var begun = System.nanoTime();
        try (var status =
                built.service("dev.switchboard.status.StatusApplication", settings, folder.resolve("status.log"))) {
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

    private boolean isHeld(ToldNews news, Sql database) {
        var recorded = database.count("select count(*) from message_events", List.of());
        var counted = database.count("select coalesce(sum(count), 0) from message_statuses", List.of());
        var finished = database.count("select count(*) from messages where status = 'read'", List.of());
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

    private static void awaitRead(ToldNews news, long records) throws InterruptedException {
        Waiting.until("%,d records to be read".formatted(records), PATIENCE, () -> news.read() >= records);
    }

    private static String url(int database) {
        return "postgresql://postgres@127.0.0.1:" + database + "/status";
    }

    private static Map<String, String> settings(int kafka, int database) {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                "127.0.0.1:" + kafka,
                "KAFKA_PARTITIONS",
                Integer.toString(ToldNews.PARTITIONS),
                "DATABASE_URL",
                url(database),
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
