package dev.switchboard.fallback;

import dev.switchboard.contracts.Topic.Shape;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.settings.DatabaseUrl;
import dev.switchboard.fallback.decision.Rules;
import dev.switchboard.fallback.gate.Gate;
import dev.switchboard.fallback.gate.Switches;
import dev.switchboard.fallback.hearing.Facts;
import dev.switchboard.fallback.hearing.Fallbacks;
import dev.switchboard.fallback.hearing.Names;
import dev.switchboard.fallback.hearing.Plans;
import dev.switchboard.fallback.hearing.Tries;
import dev.switchboard.fallback.outbox.Outbox;
import dev.switchboard.infrastructure.Infrastructure;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An empty store of this service on the real database server. */
public record TestDatabase(JdbcClient jdbc, TransactionTemplate transaction, Topics topics) {

    private static final int NO_STORM = 1_000_000;

    public static TestDatabase fresh() {
        var name = "fallback_" + UUID.randomUUID().toString().replace("-", "");
        return at(Infrastructure.forTests().databaseUrl(name), Clock.systemUTC());
    }

    private static TestDatabase at(String url, Clock clock) {
        var parsed = DatabaseUrl.parse(url);
        var source = new PGSimpleDataSource();
        source.setUrl(parsed.jdbc());
        source.setUser(parsed.user());
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/fallback")
                .load()
                .migrate();
        return new TestDatabase(
                JdbcClient.create(source),
                new TransactionTemplate(new DataSourceTransactionManager(source)),
                new Topics("", new Shape(1, (short) 1)));
    }

    public Fallbacks fallbacks() {
        return fallbacks(Rules.defaults(), Clock.systemUTC());
    }

    public Fallbacks fallbacks(Rules rules, Clock clock) {
        return fallbacks(rules, NO_STORM, clock);
    }

    public Gate gate(int perMinute) {
        return new Gate(jdbc, new Switches(jdbc), perMinute, true);
    }

    public Fallbacks fallbacks(Rules rules, int perMinute, Clock clock) {
        return fallbacks(rules, gate(perMinute), clock);
    }

    public Fallbacks fallbacks(Rules rules, Gate gate, Clock clock) {
        var tries = new Tries(jdbc);
        return new Fallbacks(
                new Names(jdbc, tries),
                new Facts(jdbc),
                new Plans(jdbc),
                tries,
                new Outbox(jdbc, topics),
                gate,
                () -> rules,
                transaction,
                clock);
    }

    /** The wishes written for each SMS, in order: {@code send}, {@code cancel}. */
    Map<MessageId, List<String>> wishes() {
        return jdbc
                .sql("select message_id, split_part(event_id, ':', 2) as wish from outbox order by id")
                .query((row, _) ->
                        Map.entry(new MessageId(row.getObject("message_id", UUID.class)), row.getString("wish")))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }
}
