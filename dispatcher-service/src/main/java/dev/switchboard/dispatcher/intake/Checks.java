package dev.switchboard.dispatcher.intake;

import dev.switchboard.contracts.request.CheckRequest;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Notes whom to ask after. The asking is left to others: the topic never waits for a provider. */
@Component
class Checks {

    private static final String WISH = """
            update sends
            set check_at = case when state = 'accepted' then now() else check_at end,
                due_at = case when state = 'uncertain' then now() else due_at end
            where message_id in (:ids) and state in ('accepted', 'uncertain')
            """;

    private final JdbcClient database;
    private final MeterRegistry meters;

    Checks(JdbcClient database, MeterRegistry meters) {
        this.database = database;
        this.meters = meters;
    }

    void apply(Collection<CheckRequest> checks) {
        if (checks.isEmpty()) {
            return;
        }
        var ids = checks.stream()
                .map(check -> check.messageId().value())
                .distinct()
                .sorted()
                .toList();
        var noted = database.sql(WISH).param("ids", ids).update();
        meters.counter("messaging.checks", "outcome", "not-to-be-asked").increment(ids.size() - noted);
    }
}
