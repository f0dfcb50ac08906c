package dev.switchboard.fallback.hearing;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.fallback.decision.Decided;
import dev.switchboard.fallback.decision.Tried;
import dev.switchboard.fallback.store.Column;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Further tries: each stands here before it is published, so that whatever is heard of it finds its original. */
public record Tries(JdbcClient jdbc) {

    void add(List<Decided> decided) {
        if (decided.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into tries (try_id, message_id, n, reason, rule, rules_version, failure_kind, failure_code,
                            leaves_at, decided_at)
                        select * from unnest(
                            cast(:tries as uuid[]), cast(:messages as uuid[]), cast(:numbers as int[]),
                            cast(:reasons as text[]), cast(:rules as text[]), cast(:versions as text[]),
                            cast(:kinds as text[]), cast(:codes as text[]), cast(:leaves as timestamptz[]),
                            cast(:times as timestamptz[]))
                        """)
                .param(
                        "tries",
                        Column.of(decided, one -> one.furtherTry().request().messageId()))
                .param("messages", Column.of(decided, Decided::message))
                .param("numbers", Column.of(decided, one -> one.furtherTry().n()))
                .param("reasons", Column.of(decided, one -> one.grounds().reason()))
                .param("rules", Column.of(decided, one -> one.grounds().rule()))
                .param("versions", Column.of(decided, Decided::rulesVersion))
                .param("kinds", Column.of(decided, Decided::failureKind))
                .param("codes", Column.of(decided, Decided::failureCode))
                .param(
                        "leaves",
                        Column.of(decided, one -> one.furtherTry().request().sendAt()))
                .param("times", Column.of(decided, Decided::at))
                .update();
    }

    /** The originals of those that are tries. */
    Map<MessageId, MessageId> originals(Collection<MessageId> messages) {
        return select("try_id", messages).stream().collect(toMap(Tried::id, Tried::original));
    }

    /** By original, in order; nothing is heard of them yet. */
    Map<MessageId, List<Tried>> of(Collection<MessageId> originals) {
        return select("message_id", originals).stream().collect(groupingBy(Tried::original));
    }

    private List<Tried> select(String column, Collection<MessageId> messages) {
        return jdbc.sql("select try_id, message_id, n from tries where " + column
                        + " = any (cast(:messages as uuid[])) order by message_id, n")
                .param("messages", Column.of(messages, MessageId::value))
                .query((row, _) -> new Tried(
                        new MessageId(row.getObject("try_id", UUID.class)),
                        new MessageId(row.getObject("message_id", UUID.class)),
                        row.getInt("n"),
                        List.of()))
                .list();
    }
}
