package dev.switchboard.dispatcher.uncertain;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.status.StatusReported;
import dev.switchboard.dispatcher.dispatch.Carriers;
import dev.switchboard.dispatcher.dispatch.Inquiry;
import dev.switchboard.dispatcher.loop.Loop.Turn;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.stereotype.Component;

/** Asks providers after messages somebody wants to know about, and publishes what they say like any other status. */
@Component
class Inquiries {

    private static final int MOST_AT_ONCE = 20;
    private static final int ACKNOWLEDGED_WITHIN_SECONDS = 15;

    /** Asked again later unless the wish is fulfilled by then. */
    private static final String DUE = """
            with due as materialized (
                select message_id
                from sends
                where check_at <= now() and provider_id is not null
                order by check_at
                limit :limit
                for update skip locked)
            update sends s
            set check_at = now() + interval '30 seconds'
            from due
            where s.message_id = due.message_id
            returning s.message_id, s.provider, s.account, s.provider_id, s.channel, s.traceparent, s.tenant
            """;

    private static final String FULFILLED = "update sends set check_at = null where message_id = :id";

    private final JdbcClient database;
    private final Carriers carriers;
    private final Topics topics;
    private final KafkaOperations<byte[], byte[]> kafka;
    private final MeterRegistry meters;
    private final Clock clock;

    Inquiries(
            JdbcClient database,
            Carriers carriers,
            Topics topics,
            KafkaOperations<byte[], byte[]> kafka,
            MeterRegistry meters,
            Clock clock) {
        this.database = database;
        this.carriers = carriers;
        this.topics = topics;
        this.kafka = kafka;
        this.meters = meters;
        this.clock = clock;
    }

    private record Asked(
            MessageId messageId,
            Provider provider,
            @Nullable String account,
            String providerId,
            Channel channel,
            @Nullable Traceparent traceparent,
            @Nullable String tenant) {

        static Asked of(ResultSet row) throws SQLException {
            return new Asked(
                    new MessageId(row.getObject("message_id", UUID.class)),
                    new Provider(row.getString("provider")),
                    row.getString("account"),
                    row.getString("provider_id"),
                    Channel.valueOf(row.getString("channel").toUpperCase(Locale.ROOT)),
                    Traceparent.parse(row.getString("traceparent")),
                    row.getString("tenant"));
        }
    }

    Turn turn() {
        var due = database.sql(DUE)
                .param("limit", MOST_AT_ONCE)
                .query((row, _) -> Asked.of(row))
                .list();
        due.forEach(this::ask);
        return due.size() == MOST_AT_ONCE ? Turn.MORE : Turn.NOTHING_MORE;
    }

    private void ask(Asked asked) {
        var inquiry = carriers.of(asked.provider())
                .inquire(asked.messageId(), asked.channel(), asked.account(), asked.providerId());
        switch (inquiry) {
            case Inquiry.Reported(var status) -> {
                publish(asked, status);
                fulfilled(asked, "reported");
            }
            case Inquiry.NotToBeAsked() -> fulfilled(asked, "not-to-be-asked");
            case Inquiry.NoAnswer() -> count("no-answer");
        }
    }

    private void fulfilled(Asked asked, String outcome) {
        database.sql(FULFILLED).param("id", asked.messageId().value()).update();
        count(outcome);
    }

    private void count(String outcome) {
        meters.counter("messaging.checks", "outcome", outcome).increment();
    }

    private void publish(Asked asked, StatusReported status) {
        var failure = status.failure();
        var id = status.providerId() + ":" + status.status().wireName() + (failure == null ? "" : ":" + failure.code());
        var envelope = new Envelope(id, "/dispatcher/inquiry", clock.instant(), asked.traceparent(), asked.tenant());
        try {
            kafka.send(topics.status().record(status, envelope)).get(ACKNOWLEDGED_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the status was not acknowledged", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("stopped before the status was acknowledged", e);
        }
    }
}
