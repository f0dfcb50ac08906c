package dev.switchboard.dispatcher.intake;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.request.CancelRequest;
import dev.switchboard.dispatcher.ledger.CalledOff;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Calls off what has not left. Of what has left, or may have, it only forbids a further call. */
@Component
class Cancellations {

    /** An unknown id gets a row that its request will meet. */
    private static final String WISH = """
            insert into sends as s (message_id, state, cancel_wished, cancel_reason)
            select message_id, 'canceled', true, reason
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (message_id uuid, reason text)
            order by message_id
            on conflict (message_id) do update
            set cancel_wished = true,
                cancel_reason = coalesce(s.cancel_reason, excluded.cancel_reason),
                changed_at = now()
            where s.state in ('waiting', 'calling', 'uncertain', 'parked')
            returning s.state
            """;

    private final JdbcClient database;
    private final CalledOff calledOff;
    private final MeterRegistry meters;

    Cancellations(JdbcClient database, CalledOff calledOff, MeterRegistry meters) {
        this.database = database;
        this.calledOff = calledOff;
        this.meters = meters;
    }

    void apply(Collection<CancelRequest> cancels) {
        if (cancels.isEmpty()) {
            return;
        }
        var rows = cancels.stream().map(Row::of).distinct().toList();
        var states = database.sql(WISH)
                .param("rows", Wire.JSON.writeValueAsString(rows))
                .query((row, _) -> row.getString("state"))
                .list();
        calledOff.settle();
        count(rows.size(), states);
    }

    private void count(int asked, List<String> states) {
        var inTime = states.stream()
                .filter(state -> state.equals("waiting") || state.equals("canceled"))
                .count();
        meters.counter("messaging.cancels", "outcome", "in-time").increment((double) inTime);
        meters.counter("messaging.cancels", "outcome", "too-late").increment((double) (asked - inTime));
    }

    @JsonNaming(SnakeCaseStrategy.class)
    private record Row(UUID messageId, @Nullable String reason) {
        static Row of(CancelRequest cancel) {
            return new Row(cancel.messageId().value(), cancel.reason());
        }
    }
}
