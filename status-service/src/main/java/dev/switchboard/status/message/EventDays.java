package dev.switchboard.status.message;

import dev.switchboard.status.StatusProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * The days on which raw events are kept. Without its raw events nobody can tell a repetition from news, so a record that
 * is older than they are kept is not taken in any more.
 */
@Component
public class EventDays {

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final StatusProperties properties;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Set<LocalDate> made = ConcurrentHashMap.newKeySet();

    EventDays(
            DatabaseClient database,
            TransactionalOperator transaction,
            StatusProperties properties,
            MeterRegistry meters,
            Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.properties = properties;
        this.meters = meters;
        this.clock = clock;
    }

    /** Without those that are too old; they are counted. */
    public List<Fact> kept(List<Fact> facts) {
        var oldest = clock.instant().minus(properties.keeping().events());
        var kept = facts.stream()
                .filter(fact -> !fact.recordTime().isBefore(oldest))
                .toList();
        meters.counter("messaging.too.old").increment(facts.size() - kept.size());
        return kept;
    }

    /** In a transaction of its own, before the one that writes: a day is made once and others wait for its lock. */
    public Mono<Void> make(List<Fact> facts) {
        var missing = new TreeSet<LocalDate>();
        facts.forEach(fact -> missing.add(LocalDate.ofInstant(fact.recordTime(), ZoneOffset.UTC)));
        missing.removeAll(made);
        return missing.isEmpty()
                ? Mono.empty()
                : database.sql("select make_event_days(:days)")
                        .bind("days", missing.toArray(LocalDate[]::new))
                        .then()
                        .as(transaction::transactional)
                        .doOnSuccess(_ -> made.addAll(new HashSet<>(missing)));
    }
}
