package dev.switchboard.fallback.hearing;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.fallback.decision.Fact;
import dev.switchboard.fallback.store.Column;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was heard of messages, whether their plan is known or not. The same said again is the same. */
public record Facts(JdbcClient jdbc) {

    /** How many of them nobody had told before. */
    int note(List<Fact> facts) {
        if (facts.isEmpty()) {
            return 0;
        }
        return jdbc.sql("""
                        insert into facts (name, what, kind, code, occurred_at, traceparent)
                        select * from unnest(
                            cast(:names as uuid[]), cast(:whats as text[]), cast(:kinds as text[]), cast(:codes as text[]),
                            cast(:times as timestamptz[]), cast(:traceparents as text[]))
                        on conflict do nothing
                        """)
                .param("names", Column.of(facts, Fact::name))
                .param("whats", Column.of(facts, fact -> fact.what().text()))
                .param(
                        "kinds",
                        Column.of(
                                facts,
                                fact -> fact.kind() == null ? "" : fact.kind().wireName()))
                .param("codes", Column.of(facts, fact -> fact.code() == null ? "" : fact.code()))
                .param("times", Column.of(facts, Fact::occurredAt))
                .param("traceparents", Column.of(facts, Fact::traceparent))
                .update();
    }

    /** By message, under whichever name they were told. */
    Map<MessageId, List<Fact>> of(Collection<MessageId> messages) {
        return jdbc
                .sql("""
                        select n.message_id, f.name, f.what, f.kind, f.code, f.occurred_at, f.traceparent
                        from names n join facts f on f.name = n.name
                        where n.message_id = any (cast(:messages as uuid[]))
                        """)
                .param("messages", Column.of(messages, MessageId::value))
                .query((row, _) -> Map.entry(id(row, "message_id"), fact(row)))
                .list()
                .stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    private static Fact fact(ResultSet row) throws SQLException {
        return new Fact(
                id(row, "name"),
                !id(row, "name").equals(id(row, "message_id")),
                Fact.What.of(row.getString("what")),
                row.getString("kind").isEmpty() ? null : Failure.Kind.of(row.getString("kind")),
                textOrNull(row.getString("code")),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                Traceparent.parse(row.getString("traceparent")));
    }

    private static @Nullable String textOrNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static MessageId id(ResultSet row, String column) throws SQLException {
        return new MessageId(row.getObject(column, UUID.class));
    }
}
