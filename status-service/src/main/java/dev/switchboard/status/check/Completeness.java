package dev.switchboard.status.check;

import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.status.StatusProperties;
import dev.switchboard.status.message.Columns;
import dev.switchboard.status.message.Inquiry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
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

    /** So many open messages are looked at in one look, and the next look goes on behind them. */
    private static final int AT_ONCE = 5_000;

    /**
     * At most so many of each sender, those that wait longest first. Message by message, so that a look costs the same however
     * many there are that need none.
     */
    private static final String DUE = """
            with walked as materialized (
                select s.id, s.created_at
                from unnest(array['accepted', 'queued', 'sending', 'sent', 'partially_delivered']) as open (status)
                cross join lateral (
                    select id, created_at
                    from message_states s
                    where s.status = open.status and s.created_at <= :youngest
                      and (s.created_at, s.id) > (:behind_at, :behind_id)
                    order by s.created_at, s.id
                    limit :at_once
                ) s
                order by s.created_at, s.id
                limit :at_once
            ),
            waiting as (
                select walked.id,
                       row_number() over (partition by m.from_address order by walked.created_at, walked.id) as place
                from walked
                cross join lateral (
                    select from_address
                    from messages
                    where id = walked.id and direction = 'outbound' and not is_final(rank, status, track_receipts)
                    limit 1
                ) m
                left join lateral (select asked_at from message_checks where message_id = walked.id limit 1) last
                    on true
                where last.asked_at is null or last.asked_at <= :again
            ),
            asked as (
                insert into message_checks as known (message_id, asked_at)
                select id, :now from waiting where place <= :most order by id
                on conflict (message_id) do update set asked_at = excluded.asked_at
                returning message_id
            ),
            reached as (
                select created_at, id from walked order by created_at, id offset :at_once - 1 limit 1
            )
            select array(select message_id from asked) as due,
                   (select created_at from reached) as end_at, (select id from reached) as end_id
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

    /** The end of the last look; null when the next one begins anew with the oldest. */
    private volatile @Nullable Place reached;

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

    /** In the order of the walk. */
    private record Place(Instant at, UUID id) {

        private static final UUID FIRST = new UUID(0, 0);

        static Place before(Instant at) {
            return new Place(at, FIRST);
        }
    }

    /** @param end where the next one goes on; null when there was no more */
    private record Look(List<MessageId> due, @Nullable Place end) {

        static Look of(Readable row) {
            var due = Objects.requireNonNull(row.get("due", UUID[].class));
            return new Look(
                    Stream.of(due).map(MessageId::new).toList(),
                    Columns.ifAny(row.get("end_at", Instant.class), at -> new Place(at, Columns.uuid(row, "end_id"))));
        }
    }

    /** One node at a time. When it dies in between, or the broker is away, they are asked after in the next look. */
    @Scheduled(fixedDelayString = "${status.checks.every}", initialDelayString = "${status.checks.every}")
    public void look() {
        if (!properties.database().isUsed()) {
            return;
        }
        try {
            ask().as(transaction::transactional)
                    .timeout(ONE_LOOK)
                    .blockOptional()
                    .ifPresent(this::keep);
            measure();
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("failure", e.getClass().getName())
                    .log("messages without an end wait to be asked after");
        }
    }

    private void keep(Look look) {
        reached = look.end();
        meters.counter("messaging.checks.asked").increment(look.due().size());
    }

    private Mono<Look> ask() {
        return database.sql("select pg_try_advisory_xact_lock(hashtext('switchboard status checks')) as mine")
                .map(row -> Columns.bool(row, "mine"))
                .one()
                .filter(mine -> mine)
                .flatMap(_ -> walk())
                .flatMap(look ->
                        Flux.fromIterable(look.due()).flatMap(inquiry::after).then(Mono.just(look)));
    }

    private Mono<Look> walk() {
        var checks = properties.checks();
        var now = clock.instant();
        var behind = behind(now.minus(checks.until()));
        return database.sql(DUE)
                .bind("now", now)
                .bind("behind_at", behind.at())
                .bind("behind_id", behind.id())
                .bind("youngest", now.minus(checks.after()))
                .bind("again", now.minus(checks.again()))
                .bind("most", checks.most())
                .bind("at_once", AT_ONCE)
                .map(Look::of)
                .one();
    }

    private Place behind(Instant oldest) {
        var end = reached;
        return end == null || end.at().isBefore(oldest) ? Place.before(oldest) : end;
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
