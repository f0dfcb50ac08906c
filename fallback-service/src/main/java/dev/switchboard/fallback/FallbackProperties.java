package dev.switchboard.fallback;

import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.Topic.Shape;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.access.AccessSettings;
import dev.switchboard.contracts.settings.DatabaseUrl;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** What an operator may set; each value stands with its environment name in {@code fallback.yml}. */
@ConfigurationProperties("fallback")
public record FallbackProperties(
        Environment environment,
        Kafka kafka,
        Database database,
        AccessSettings access,
        RulesFrom rules,
        @Nullable String smsSender,
        Deadline deadline,
        Outbox outbox,
        int mostPerMinute,
        Duration newsKept) {

    public FallbackProperties {
        Required.that(
                environment == Environment.DEVELOPMENT || !access.isEmpty(),
                "JWT_SECRET is missing, and so are JWT_JWKS_URI and API_KEYS: with APP_ENV=production nobody may call the API without a token");
        Required.that(mostPerMinute > 0, "FALLBACK_MOST_PER_MINUTE is not positive");
        Required.that(
                newsKept.compareTo(Duration.ofDays(30)) > 0,
                "FALLBACK_NEWS_KEPT is shorter than the topics are kept (30 days)");
    }

    boolean hasSmsSender() {
        return smsSender != null && !smsSender.isBlank();
    }

    enum Environment {
        DEVELOPMENT,
        PRODUCTION
    }

    record Kafka(String topicPrefix, int partitions, short replication) {
        Topics topics() {
            return new Topics(topicPrefix, new Shape(partitions, replication));
        }
    }

    record Database(String url, int connections) {
        Database {
            DatabaseUrl.parse(url);
            Required.that(connections > 1, "DATABASE_CONNECTIONS is less than 2");
        }

        DatabaseUrl parsed() {
            return DatabaseUrl.parse(url);
        }

        @Override
        public String toString() {
            return parsed().toString();
        }
    }

    /**
     * @param file none: the rules that are built in
     * @param every how often it is looked at
     */
    record RulesFrom(@Nullable String file, Duration every) {
        RulesFrom {
            Required.that(every.isPositive(), "FALLBACK_RULES_EVERY is not positive");
        }

        @Nullable
        Path path() {
            return file == null || file.isBlank() ? null : Path.of(file);
        }
    }

    /**
     * @param every how often due deadlines are looked for
     * @param calm how long after the broker's return none fires: news may still be on its way
     */
    record Deadline(Duration every, Duration calm) {
        Deadline {
            Required.that(every.isPositive(), "FALLBACK_DEADLINE_EVERY is not positive");
            Required.that(!calm.isNegative(), "FALLBACK_CALM is negative");
        }
    }

    record Outbox(Duration every) {
        Outbox {
            Required.that(every.isPositive(), "FALLBACK_OUTBOX_EVERY is not positive");
        }
    }
}
