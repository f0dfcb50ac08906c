package dev.switchboard.fallback;

import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What there is to read about plans and decisions, newest first. It holds no address and no text. */
record FallbackList(JdbcClient jdbc) {

    record Page(List<Item> items, @Nullable String nextCursor) {}

    /** @param decision {@code waiting}, {@code sms} or {@code never} */
    record Item(
            MessageId messageId,
            String decision,
            @Nullable String reason,
            @Nullable String rule,
            @Nullable String rulesVersion,
            Failure.@Nullable Kind failureKind,
            @Nullable String failureCode,
            @Nullable MessageId fallbackMessageId,
            Instant requestedAt,
            @Nullable Instant dueAt,
            @Nullable Instant decidedAt,
            @Nullable Instant canceledAt) {}

    /** Where the next page begins; opaque to callers. */
    record Cursor(Instant requestedAt, UUID message) {

        /** Before the newest. */
        static final Cursor START = new Cursor(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

        static Cursor parse(String text) {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
            return new Cursor(Instant.parse(parts[0]), UUID.fromString(parts[parts.length - 1]));
        }

        static Cursor after(Item item) {
            return new Cursor(item.requestedAt(), item.messageId().value());
        }

        String text() {
            var text = requestedAt + " " + message;
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    Page page(Cursor from, int limit) {
        var items = jdbc.sql("""
                        select message_id, coalesce(decision, 'waiting') as decision, reason, rule, rules_version,
                            failure_kind, failure_code, fallback_id, requested_at, due_at, decided_at, canceled_at
                        from plans where (requested_at, message_id) < (cast(:requestedAt as timestamptz), :message)
                        order by requested_at desc, message_id desc limit :limit
                        """)
                .param("requestedAt", from.requestedAt().toString())
                .param("message", from.message())
                .param("limit", limit)
                .query((row, _) -> item(row))
                .list();
        return new Page(
                items,
                items.size() < limit ? null : Cursor.after(items.getLast()).text());
    }

    private static Item item(ResultSet row) throws SQLException {
        var kind = row.getString("failure_kind");
        var fallback = row.getObject("fallback_id", UUID.class);
        return new Item(
                new MessageId(row.getObject("message_id", UUID.class)),
                row.getString("decision"),
                row.getString("reason"),
                row.getString("rule"),
                row.getString("rules_version"),
                kind == null ? null : Failure.Kind.of(kind),
                row.getString("failure_code"),
                fallback == null ? null : new MessageId(fallback),
                row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                instant(row, "due_at"),
                instant(row, "decided_at"),
                instant(row, "canceled_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
