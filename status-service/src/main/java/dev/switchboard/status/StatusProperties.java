package dev.switchboard.status;

import dev.switchboard.contracts.access.AccessSettings;
import dev.switchboard.contracts.settings.DatabaseUrl;
import dev.switchboard.contracts.settings.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** What an operator decides about this service. */
@ConfigurationProperties("status")
public record StatusProperties(
        Environment environment,
        Database database,
        Kafka kafka,
        Changes changes,
        Stream stream,
        Keeping keeping,
        Sessions sessions,
        Checks checks,
        @DefaultValue Erasure erasure,
        @DefaultValue AccessSettings tokens) {

    public StatusProperties {
        if (environment == Environment.PRODUCTION && tokens.isEmpty()) {
            throw new IllegalArgumentException(
                    "JWT_SECRET is missing, and so are JWT_JWKS_URI and API_KEYS: in production nobody reads without a token");
        }
    }

    /** In development everybody may know the key. */
    public boolean canErase() {
        return environment == Environment.DEVELOPMENT || erasure.key() != null;
    }

    public enum Environment {
        DEVELOPMENT,
        PRODUCTION
    }

    /**
     * Where the state is.
     *
     * @param rebuildsInto a schema beside the one that is used, for a process that only rebuilds: it tells and asks nobody
     */
    public record Database(
            DatabaseUrl url,
            int connections,
            Duration batchTimeout,
            @Nullable String rebuildsInto) {
        public Database {
            // One is held while changes are published: a single one would let nothing else happen meanwhile.
            require(connections >= 2, "status.database.connections is less than 2");
            require(batchTimeout.isPositive(), "status.database.batch-timeout is not positive");
        }

        public boolean isUsed() {
            return rebuildsInto == null;
        }
    }

    public record Kafka(String topicPrefix, int partitions, short replication) {
        public Kafka {
            require(partitions > 0, "status.kafka.partitions is not positive");
            require(replication > 0, "status.kafka.replication is not positive");
        }
    }

    public record Changes(Duration interval) {
        public Changes {
            require(interval.isPositive(), "status.changes.interval is not positive");
        }
    }

    /**
     * What readers of changes are given.
     *
     * @param kept how many changes a reader may have missed and still go on
     */
    public record Stream(int kept, Duration heartbeat) {
        public Stream {
            require(kept > 0, "status.stream.kept is not positive");
            require(heartbeat.isPositive(), "status.stream.heartbeat is not positive");
        }
    }

    /**
     * How long what is kept.
     *
     * @param events raw events; a record older than this is not taken in, as nobody could tell it from a repetition
     * @param messages messages, from their last news on
     */
    public record Keeping(Duration events, Duration messages, Duration every, int batch) {
        public Keeping {
            require(events.compareTo(Duration.ofDays(1)) >= 0, "status.keeping.events is less than a day");
            require(messages.compareTo(events) >= 0, "status.keeping.messages is less than status.keeping.events");
            require(every.isPositive(), "status.keeping.every is not positive");
            require(batch > 0, "status.keeping.batch is not positive");
        }
    }

    /**
     * When messages without a final status are asked after.
     *
     * @param after how old they are then
     * @param until how old they are when nobody asks any more
     * @param again how long between two questions about one message
     * @param most how many of one sender in one look
     * @param live how long somebody who asks for the latest waits for the provider
     */
    public record Checks(Duration every, Duration after, Duration until, Duration again, int most, Duration live) {
        public Checks {
            require(every.isPositive(), "status.checks.every is not positive");
            require(after.isPositive(), "status.checks.after is not positive");
            require(until.compareTo(after) > 0, "status.checks.until is not more than status.checks.after");
            require(again.isPositive(), "status.checks.again is not positive");
            require(most > 0, "status.checks.most is not positive");
            require(live.isPositive(), "status.checks.live is not positive");
        }
    }

    /** How gateway sessions are shown. */
    public record Sessions(Duration qrShownFor) {
        public Sessions {
            require(qrShownFor.isPositive(), "status.sessions.qr-shown-for is not positive");
        }
    }

    /** Under which key erased addresses are remembered; the same at every service that keeps some, and never another. */
    public record Erasure(@Nullable Secret key) {}

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
