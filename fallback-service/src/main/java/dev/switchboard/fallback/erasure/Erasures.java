package dev.switchboard.fallback.erasure;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.erasure.ErasureEvent;
import dev.switchboard.contracts.erasure.ErasureEvent.ContactErased;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.fallback.store.Column;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Forgets to whom messages went and what they said: what was decided about them stays, and nothing more is. */
@Component
public class Erasures implements Consumption.Work<ErasureEvent> {

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    Erasures(JdbcClient jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public void on(List<Delivery<ErasureEvent>> batch) {
        for (var delivery : batch) {
            switch (delivery.event()) {
                case ContactErased(var _, var _, var messages, var _)
                when messages != null && !messages.isEmpty() -> transactions.executeWithoutResult(_ -> erase(messages));
                case ContactErased _ -> {}
            }
        }
    }

    private void erase(List<MessageId> messages) {
        var ids = Column.of(messages, MessageId::value);
        jdbc.sql("insert into erased (message_id) select * from unnest(cast(:ids as uuid[])) on conflict do nothing")
                .param("ids", ids)
                .update();
        jdbc.sql("""
                        update plans set decision = 'never', reason = 'the recipient was erased', rule = 'erasure', rules_version = '-',
                            held = null, decided_at = now()
                        where message_id = any (cast(:ids as uuid[])) and decision is null
                        """).param("ids", ids).update();
        jdbc.sql("""
                        select message_id, request from plans
                        where message_id = any (cast(:ids as uuid[])) order by message_id for update
                        """)
                .param("ids", ids)
                .query((row, _) -> new Kept(row.getObject("message_id", UUID.class), row.getString("request")))
                .list()
                .forEach(this::forget);
        unsend(ids);
    }

    private record Kept(UUID messageId, String request) {
        String erased() {
            return text(Wire.JSON.readValue(request, SendRequest.class).erased());
        }
    }

    private void forget(Kept plan) {
        jdbc.sql("update plans set request = :request where message_id = :id")
                .param("request", plan.erased())
                .param("id", plan.messageId())
                .update();
    }

    /** What still waits for the broker does not go out any more. Of what went out, its name is left. */
    private void unsend(Object ids) {
        jdbc.sql("""
                        with theirs as (
                            select id, published_at from outbox
                            where value like '%"content"%' and message_id in (
                                select unnest(cast(:ids as uuid[]))
                                union
                                select fallback_id from plans
                                where message_id = any (cast(:ids as uuid[])) and fallback_id is not null
                                union
                                select try_id from tries where message_id = any (cast(:ids as uuid[])))
                        ),
                        unsent as (delete from outbox using theirs where outbox.id = theirs.id and theirs.published_at is null)
                        update outbox set value = '{}' from theirs
                        where outbox.id = theirs.id and theirs.published_at is not null
                        """).param("ids", ids).update();
    }

    private static String text(SendRequest request) {
        return Wire.JSON.writeValueAsString(request);
    }
}
