package dev.switchboard.fallback;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.switchboard.contracts.Topics;
import dev.switchboard.fallback.deadline.Deadlines;
import dev.switchboard.fallback.deadline.NewsProgress;
import dev.switchboard.fallback.deadline.Waiting;
import dev.switchboard.fallback.decision.RulesFile;
import dev.switchboard.fallback.erasure.Forgetting;
import dev.switchboard.fallback.gate.Gate;
import dev.switchboard.fallback.gate.Switches;
import dev.switchboard.fallback.hearing.Facts;
import dev.switchboard.fallback.hearing.Fallbacks;
import dev.switchboard.fallback.hearing.Hearing;
import dev.switchboard.fallback.hearing.Names;
import dev.switchboard.fallback.hearing.Plans;
import dev.switchboard.fallback.hearing.Tries;
import dev.switchboard.fallback.outbox.Outbox;
import dev.switchboard.fallback.outbox.OutboxPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.task.SimpleAsyncTaskSchedulerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** What is kept, where, and by which rules it is decided. */
@Configuration(proxyBeanMethods = false)
class Store {

    private static final Logger log = LoggerFactory.getLogger(Store.class);
    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(5);

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    HikariDataSource dataSource(FallbackProperties properties) {
        var database = properties.database();
        var config = new HikariConfig();
        config.setPoolName("fallback");
        config.setJdbcUrl(database.parsed().jdbc());
        config.setUsername(database.parsed().user());
        config.setPassword(database.parsed().passwordText());
        config.setMaximumPoolSize(database.connections());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECTED_WITHIN.toMillis());
        // A plan made while its tables were empty, or full, is used long after that: rows are found by their keys.
        config.setConnectionInitSql("set enable_seqscan = off");
        // The database may come up after us.
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    @Bean
    Plans plans(JdbcClient jdbc) {
        return new Plans(jdbc);
    }

    @Bean
    Outbox outbox(JdbcClient jdbc, Topics topics) {
        return new Outbox(jdbc, topics);
    }

    @Bean
    RulesFile rules(FallbackProperties properties, MeterRegistry meters) {
        return new RulesFile(properties.rules().path(), meters);
    }

    @Bean
    Fallbacks fallbacks(
            JdbcClient jdbc,
            Plans plans,
            Outbox outbox,
            Gate gate,
            RulesFile rules,
            TransactionOperations transaction,
            Clock clock) {
        var tries = new Tries(jdbc);
        return new Fallbacks(
                new Names(jdbc, tries), new Facts(jdbc), plans, tries, outbox, gate, rules, transaction, clock);
    }

    @Bean
    Gate gate(JdbcClient jdbc, FallbackProperties properties) {
        if (!properties.hasSmsSender()) {
            log.warn("TWILIO_PHONE_NUMBER_REMINDERS is missing: no SMS is sent but where the rules name a sender");
        }
        return new Gate(jdbc, new Switches(jdbc), properties.mostPerMinute(), properties.hasSmsSender());
    }

    @Bean
    Waiting waiting(Plans plans, Hearing hearing, Gate gate, MeterRegistry meters, Clock clock) {
        return new Waiting(plans, hearing, gate, meters, clock);
    }

    @Bean
    Hearing hearing(Fallbacks fallbacks, OutboxPublisher publisher, MeterRegistry meters) {
        return new Hearing(fallbacks, publisher::publishSoon, meters);
    }

    @Bean
    Deadlines deadlines(
            Plans plans,
            Hearing hearing,
            NewsProgress progress,
            FallbackProperties properties,
            MeterRegistry meters,
            Clock clock) {
        return new Deadlines(plans, hearing, progress, properties.deadline().calm(), meters, clock);
    }

    @Bean
    Forgetting forgetting(JdbcClient jdbc, FallbackProperties properties, Clock clock) {
        return new Forgetting(jdbc, properties.newsKept(), clock);
    }

    @Bean
    SimpleAsyncTaskSchedulerCustomizer repeatedWork() {
        return scheduler -> scheduler.setErrorHandler(new RepeatedWork());
    }
}
