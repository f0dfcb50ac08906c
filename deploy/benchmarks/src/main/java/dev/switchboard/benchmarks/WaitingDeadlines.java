package dev.switchboard.benchmarks;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.request.Fallback;
import dev.switchboard.contracts.request.SendRequest;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** A fallback-service with a store of its own, in which a number of deadlines lie far ahead. */
final class WaitingDeadlines {

    static final Duration WINDOW = Duration.ofSeconds(4);
    static final int LOOKS = 40;
    private static final Duration UNTIL_DUE = Duration.ofSeconds(1);
    private static final Duration FAR_AHEAD = Duration.ofDays(1);
    private static final UUID ANY = new UUID(0, 1);

    private final Stage stage;
    private final Program service;
    private final Connection connection;
    private final String name;
    private final int waiting;
    private long passed;

    /** Of one window. */
    record Cost(double serviceMillis, double databaseMillis) {}

    private WaitingDeadlines(Stage stage, Program service, Connection connection, String name, int waiting) {
        this.stage = stage;
        this.service = service;
        this.connection = connection;
        this.name = name;
        this.waiting = waiting;
    }

    static WaitingDeadlines open(Stage stage, int waiting) throws Exception {
        var name = "deadlines_" + waiting;
        var settings = Map.of(
                "DATABASE_URL",
                stage.servers().create(name),
                "KAFKA_TOPIC_PREFIX",
                name + ".",
                "TWILIO_PHONE_NUMBER_REMINDERS",
                "+15550002222",
                "FALLBACK_CALM",
                "0s",
                "FALLBACK_DEADLINE_EVERY",
                WINDOW.toMillis() / LOOKS + "ms",
                "FALLBACK_MOST_PER_MINUTE",
                "1000000000");
        var service = stage.start(name, "dev.switchboard.fallback.FallbackApplication", settings);
        var opened = new WaitingDeadlines(stage, service, stage.servers().connect(name), name, waiting);
        opened.add(waiting, FAR_AHEAD);
        opened.execute("vacuum analyze");
        return opened;
    }

    int waiting() {
        return waiting;
    }

    /** What it costs that so many deadlines pass while the others wait. */
    Cost letPass(int due) throws Exception {
        add(due, UNTIL_DUE);
        // What we did ourselves is not to be found in the figures.
        execute("select pg_stat_force_next_flush()");
        passed += due;
        var cpu = service.cpu();
        var database = databaseMillis();
        LockSupport.parkNanos(WINDOW.toNanos());
        return new Cost(service.cpu().since(cpu).toMillis(), databaseMillis() - database);
    }

    /** SMS that should have been asked for by now and were not. */
    long missing() {
        var topic = stage.topics(name).sendRequests().name();
        return passed - Keys.on(stage.servers().bootstrapServers(), topic).size();
    }

    /** As the service itself keeps them. */
    private void add(int many, Duration ahead) throws SQLException {
        try (var insert = connection.prepareStatement("""
                with ids as materialized (select gen_random_uuid() as id from generate_series(1, ?)),
                    named as (insert into names (name, message_id) select id, id from ids)
                insert into plans (message_id, request, requested_at, due_at)
                select id, replace(?, ?, id::text), now(), now() + ? * interval '1 millisecond' from ids
                """)) {
            insert.setInt(1, many);
            insert.setString(2, new String(Wire.write(request()), StandardCharsets.UTF_8));
            insert.setString(3, ANY.toString());
            insert.setLong(4, ahead.toMillis());
            insert.executeUpdate();
        }
    }

    private static SendRequest request() {
        return new SendRequest(
                new MessageId(ANY),
                Channel.WHATSAPP,
                null,
                null,
                new Address("+14155550100"),
                new Content.Text("Your table is ready."),
                null,
                new Fallback(Channel.SMS, true, Duration.ofHours(1), null),
                null,
                null,
                null,
                null,
                Instant.now(),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private double databaseMillis() throws SQLException {
        try (var asked = stage.servers().connect("bench");
                var statement = asked.createStatement();
                var answer = statement.executeQuery(
                        "select active_time from pg_stat_database where datname = '" + name + "'")) {
            answer.next();
            return answer.getDouble(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
