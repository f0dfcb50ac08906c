package dev.switchboard.dispatcher.preview;

import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.deadletter.Effect;
import dev.switchboard.contracts.deadletter.Effect.Kind;
import dev.switchboard.contracts.deadletter.Preview;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.CancelRequest;
import dev.switchboard.contracts.request.CheckRequest;
import dev.switchboard.contracts.request.ReadRequest;
import dev.switchboard.contracts.request.SendCommand;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.dispatcher.dispatch.Carriers;
import dev.switchboard.dispatcher.ledger.Screen;
import dev.switchboard.dispatcher.ledger.State;
import dev.switchboard.dispatcher.recipient.Addressed;
import dev.switchboard.dispatcher.recipient.Finding;
import dev.switchboard.http.PreviewApi;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Tries each record by itself, against what the ledger and the register of recipients know now. */
@Component
class Trial implements PreviewApi.Trial {

    private static final String ROW = """
            select state, content_hash is not null as asked, request, provider, expires_at
            from sends
            where message_id = :id
            """;

    private final Topics topics;
    private final Consumption.Work<SendCommand> intake;
    private final Screen screen;
    private final Carriers carriers;
    private final JdbcClient database;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Trial(
            Topics topics,
            Consumption.Work<SendCommand> intake,
            Screen screen,
            Carriers carriers,
            JdbcClient database,
            TransactionTemplate transactions,
            Clock clock) {
        this.topics = topics;
        this.intake = intake;
        this.screen = screen;
        this.carriers = carriers;
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
    }

    private record Row(
            State state,
            boolean asked,
            @Nullable String request,
            @Nullable String provider,
            @Nullable Instant expiresAt) {}

    @Override
    public Optional<Preview.Answer> of(Preview preview) {
        return preview.topic().equals(topics.sendRequests().name())
                ? Optional.of(preview.tried(topics.sendRequests(), this::tried))
                : Optional.empty();
    }

    /** Intake joins this transaction, and what it wrote is seen here and by nobody else. */
    private Effect tried(Delivery<SendCommand> delivery) {
        return Objects.requireNonNull(transactions.execute(taken -> {
            taken.setRollbackOnly();
            var id = delivery.event().messageId();
            var before = row(id);
            intake.on(List.of(delivery));
            return switch (delivery.event()) {
                case SendRequest _ -> before.map(Trial::known).orElseGet(() -> fresh(row(id)));
                case CancelRequest _ -> canceled(before);
                case CheckRequest _ -> checked(before);
                case ReadRequest _ -> new Effect(Kind.CHANGES, "the provider would be told");
            };
        }));
    }

    private Optional<Row> row(MessageId id) {
        return database.sql(ROW)
                .param("id", id.value())
                .query((row, _) -> new Row(
                        State.of(row.getString("state")),
                        row.getBoolean("asked"),
                        row.getString("request"),
                        row.getString("provider"),
                        Optional.ofNullable(row.getObject("expires_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)
                                .orElse(null)))
                .optional();
    }

    private static Effect known(Row before) {
        if (!before.asked()) {
            return new Effect(Kind.NOTHING, "it was called off before it came");
        }
        return switch (before.state()) {
            case WAITING, CALLING -> Effect.of(Kind.WAITING);
            case UNCERTAIN, PARKED -> new Effect(Kind.WAITING, "nobody knows whether the provider took it");
            case ACCEPTED -> Effect.of(Kind.ACCEPTED);
            case REFUSED -> new Effect(Kind.NOTHING, "it was refused before");
            case CANCELED -> new Effect(Kind.NOTHING, "it was called off");
            case EXPIRED -> Effect.of(Kind.EXPIRED);
        };
    }

    private Effect fresh(Optional<Row> taken) {
        var row = taken.orElseThrow();
        var expiresAt = row.expiresAt();
        if (expiresAt != null && expiresAt.isBefore(clock.instant())) {
            return Effect.of(Kind.EXPIRED);
        }
        var request = Wire.JSON.readValue(row.request(), SendRequest.class);
        var provider = new Provider(Objects.requireNonNull(row.provider()));
        var send = new Addressed(request, provider, carriers.of(provider).line(request));
        return switch (screen.look(List.of(send)).get(request.messageId())) {
            case Finding.Refused(var failure) -> new Effect(Kind.REFUSED, failure.reason());
            case Finding.NotKnownYet() -> Effect.of(Kind.SENDS);
            case null -> Effect.of(Kind.SENDS);
        };
    }

    private static Effect canceled(Optional<Row> before) {
        return before.isEmpty()
                ? new Effect(Kind.CHANGES, "its request would be called off when it comes")
                : before.filter(row -> row.state() == State.WAITING)
                        .map(_ -> new Effect(Kind.CHANGES, "its request would be called off"))
                        .orElse(new Effect(Kind.NOTHING, "its request has left or ended"));
    }

    private static Effect checked(Optional<Row> before) {
        return before.filter(row -> row.state() == State.ACCEPTED || row.state() == State.UNCERTAIN)
                .map(_ -> new Effect(Kind.CHANGES, "the provider would be asked"))
                .orElse(new Effect(Kind.NOTHING, "there is nothing to ask the provider"));
    }
}
