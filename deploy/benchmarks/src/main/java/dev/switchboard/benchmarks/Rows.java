package dev.switchboard.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Looks for rows as soon as they are due, again and again, and keeps how long each took. */
final class Rows implements AutoCloseable {

    private static final long LOOK_NANOS = 500_000;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final Connection database;
    private final Map<UUID, Long> due = new ConcurrentHashMap<>();
    private final List<Double> millis = new ArrayList<>();
    private final Thread looking = Thread.ofPlatform().name("rows").unstarted(this::look);
    private volatile boolean isOver;

    Rows(Connection database) {
        this.database = database;
    }

    Rows begin() {
        looking.start();
        return this;
    }

    void isDue(TwilioCallback callback, long nanos) {
        due.put(UUID.fromString(callback.token()), nanos);
    }

    /** All that were due, when the last of them is there. */
    List<Double> await() {
        var end = System.nanoTime() + PATIENCE_NANOS;
        while (!due.isEmpty()) {
            LockSupport.parkNanos(LOOK_NANOS);
            if (System.nanoTime() > end || !looking.isAlive()) {
                throw new IllegalStateException(due.size() + " rows are not there in time");
            }
        }
        synchronized (millis) {
            var all = millis.stream().sorted().toList();
            millis.clear();
            return all;
        }
    }

    private void look() {
        try (var query = database.prepareStatement("select id from messages where id = any (?)")) {
            while (!isOver) {
                var ids = due.keySet().toArray(UUID[]::new);
                if (ids.length > 0) {
                    query.setArray(1, database.createArrayOf("uuid", ids));
                    try (var found = query.executeQuery()) {
                        var now = System.nanoTime();
                        while (found.next()) {
                            isThere(found.getObject(1, UUID.class), now);
                        }
                    }
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void isThere(UUID message, long now) {
        var since = due.get(message);
        if (since != null) {
            synchronized (millis) {
                millis.add((now - since) / 1e6);
            }
            due.remove(message);
        }
    }

    @Override
    public void close() throws SQLException, InterruptedException {
        isOver = true;
        looking.join();
        database.close();
    }
}
