package dev.switchboard.status.change;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.Wire;
import dev.switchboard.status.message.Columns;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The changes that are true and that the broker does not have yet. */
@Component
public class Outbox {

    private static final int AT_ONCE = 500;

    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    Outbox(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    /** In the transaction that made them true. */
    public Mono<Void> add(List<Change> changes) {
        if (changes.isEmpty()) {
            return Mono.empty();
        }
        return database.sql("""
                        insert into outbox (ce_id, key, type, occurred_at, traceparent, tenant, change)
                        select ce_id, key, type, occurred_at, traceparent, tenant, change::json
                        from unnest(:ids, :keys, :types, :times, :traceparents, :tenants, :changes) with ordinality
                            as new (ce_id, key, type, occurred_at, traceparent, tenant, change, place)
                        order by place
                        """)
                .bind("ids", Columns.array(String.class, changes, Change::id))
                .bind(
                        "keys",
                        Columns.array(
                                String.class, changes, change -> change.state().key()))
                .bind("types", Columns.array(String.class, changes, change -> Envelope.typeOf(change.state())))
                .bind(
                        "times",
                        Columns.array(
                                Instant.class, changes, change -> change.state().occurredAt()))
                .bind(
                        "traceparents",
                        Columns.array(
                                String.class,
                                changes,
                                change -> Columns.ifAny(change.traceparent(), Traceparent::value)))
                .bind("tenants", Columns.array(String.class, changes, Change::tenant))
                .bind("changes", Columns.array(String.class, changes, Outbox::json))
                .then();
    }

    /**
     * Hands the oldest changes to the broker and deletes them when it has them. One publisher at a time in the whole
     * fleet, so that a message's changes leave in their order.
     *
     * @param broker returns when it has them all
     * @return how many there were
     */
    Mono<Integer> publish(Consumer<List<Untold>> broker, Scheduler blocking) {
        return turn().then(oldest().collectList())
                .flatMap(rows -> rows.isEmpty()
                        ? Mono.just(0)
                        : Mono.fromRunnable(() -> broker.accept(rows))
                                .subscribeOn(blocking)
                                .then(delete(rows))
                                .thenReturn(rows.size()))
                .as(transaction::transactional);
    }

    private Mono<Void> turn() {
        return database.sql("select pg_advisory_xact_lock(hashtext('switchboard status outbox'))")
                .then();
    }

    /** As it was written: nobody has to understand it once more. */
    record Untold(long seq, String key, String type, String change, Envelope envelope) {}

    private Flux<Untold> oldest() {
        return database.sql("select * from outbox order by seq limit " + AT_ONCE)
                .map((Readable row) -> new Untold(
                        Columns.number(row, "seq"),
                        Columns.string(row, "key"),
                        Columns.string(row, "type"),
                        Columns.string(row, "change"),
                        new Envelope(
                                Columns.string(row, "ce_id"),
                                "/status",
                                Columns.time(row, "occurred_at"),
                                Traceparent.parse(row.get("traceparent", String.class)),
                                row.get("tenant", String.class))))
                .all();
    }

    private Mono<Void> delete(List<Untold> told) {
        return database.sql("delete from outbox where seq = any(:seqs)")
                .bind("seqs", Columns.array(Long.class, told, Untold::seq))
                .then();
    }

    private static String json(Change change) {
        return Wire.JSON.writeValueAsString(change.state());
    }
}
