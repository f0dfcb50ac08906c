package dev.switchboard.status.check;

import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.status.StatusProperties;
import dev.switchboard.status.message.Columns;
import dev.switchboard.status.message.Inquiry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks for messages that a provider took and never told the end of. */
@Component
public class Completeness {

    private static final Duration ONE_LOOK = Duration.ofMinutes(1);
    private static final Logger log = LoggerFactory.getLogger(Completeness.class);

    /** At most so many of each sender in one look, those that wait longest first. */
    private static final String DUE = """
            insert into message_checks as known (message_id, asked_at)
            select id, :now
            from (
                select m.id, row_number() over (partition by m.from_address order by m.created_at, m.id) as place
                from message_states s
                join messages m on m.id = s.id
                left join message_checks c on c.message_id = m.id
                where s.status in ('accepted', 'queued', 'sending', 'sent', 'partially_delivered')
                  and m.direction = 'outbound'
                  and not is_final(m.rank, m.status, m.track_receipts)
                  and s.created_at between :oldest and :youngest
                  and (c.asked_at is null or c.asked_at <= :again)
            ) waiting
            where place <= :most
            order by id
            on conflict (message_id) do update set asked_at = excluded.asked_at
            returning message_id
            """;

    private static final String SHARES = """
            select coalesce(from_address, '') as sender,
                   avg(case when is_final(rank, status, track_receipts) then 1.0 else 0.0 end)::double precision as share
            from messages
            where direction = 'outbound' and status is not null and created_at >= :from and created_at < :to
            group by from_address
            """;

    private final DatabaseClient database;
    private final Inquiry inquiry;
    private final TransactionalOperator transaction;
    private final StatusProperties properties;
    private final MeterRegistry meters;
    private final MultiGauge shares;
    private final Clock clock;

    Completeness(
            DatabaseClient database,
            Inquiry inquiry,
            TransactionalOperator transaction,
            StatusProperties properties,
            MeterRegistry meters,
            Clock clock) {
        this.database = database;
        this.inquiry = inquiry;
        this.transaction = transaction;
        this.properties = properties;
        this.meters = meters;
        this.clock = clock;
        shares = MultiGauge.builder("messaging.final.share")
                .description("share of a sender's messages of an hour, by how long ago that is, whose end is known")
                .register(meters);
    }

    /** One node at a time. When it dies in between, or the broker is away, they are asked after in the next look. */
    @Scheduled(fixedDelayString = "${status.checks.every}", initialDelayString = "${status.checks.every}")
    public void look() {
        if (!properties.database().isUsed()) {
            return;
        }
        try {
            var asked = ask().as(transaction::transactional)
                    .timeout(ONE_LOOK)
                    .blockOptional()
                    .orElse(0);
            meters.counter("messaging.checks.asked").increment(asked);
            measure();
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("failure", e.getClass().getName())
                    .log("messages without an end wait to be asked after");
        }
    }

    private Mono<Integer> ask() {
        return database.sql("select pg_try_advisory_xact_lock(hashtext('switchboard status checks')) as mine")
                .map(row -> Columns.bool(row, "mine"))
                .one()
                .filter(mine -> mine)
                .flatMap(_ -> due().collectList())
                .flatMap(due -> Flux.fromIterable(due).flatMap(inquiry::after).then(Mono.just(due.size())));
    }

    private Flux<MessageId> due() {
        var checks = properties.checks();
        var now = clock.instant();
        return database.sql(DUE)
                .bind("now", now)
                .bind("oldest", now.minus(checks.until()))
                .bind("youngest", now.minus(checks.after()))
                .bind("again", now.minus(checks.again()))
                .bind("most", checks.most())
                .map(row -> new MessageId(Columns.uuid(row, "message_id")))
                .all();
    }

    private void measure() {
        var now = clock.instant();
        var rows = Stream.of(Duration.ofHours(1), Duration.ofHours(24))
                .flatMap(age -> shares(now.minus(age), age).stream())
                .toList();
        shares.register(rows, true);
    }

    /** Of the messages of one hour. */
    private List<MultiGauge.Row<?>> shares(Instant until, Duration age) {
        return database.sql(SHARES)
                .bind("from", until.minus(Duration.ofHours(1)))
                .bind("to", until)
                .<MultiGauge.Row<?>>map(row -> row(
                        Columns.string(row, "sender"),
                        age,
                        Columns.ifAny(row.get("share", Double.class), share -> share)))
                .all()
                .collectList()
                .timeout(ONE_LOOK)
                .blockOptional()
                .orElse(List.of());
    }

    private static MultiGauge.Row<?> row(String sender, Duration age, @Nullable Double share) {
        var masked = sender.isEmpty() ? "unknown" : new Address(sender).toString();
        return MultiGauge.Row.of(Tags.of("sender", masked, "age", age.toHours() + "h"), share == null ? 0 : share);
    }
}
