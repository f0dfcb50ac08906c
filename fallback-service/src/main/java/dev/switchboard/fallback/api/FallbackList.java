package dev.switchboard.fallback.api;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.fallback.store.Column;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What there is to read about plans and decisions, newest first. It holds no address and no text. */
record FallbackList(JdbcClient jdbc) {

    private static final String SELECT = """
            select message_id, said as decision, reason, rule, rules_version, failure_kind, failure_code,
                fallback_id, requested_at, due_at, decided_at, canceled_at, tenant,
                case said when 'held' then held end as held, parts, cost, rescued_at
            from plans, lateral (
                select coalesce(decision, case when held is null then 'waiting' else 'held' end) as said) as now
            """;

    record Page(List<Item> items, @Nullable String nextCursor) {}

    /**
     * @param decision {@code waiting}, {@code held} (a switch or a storm), {@code sms} or {@code never}
     * @param parts of the SMS
     * @param cost of the SMS by the prices of the rules
     * @param rescuedAt when the SMS arrived
     * @param furtherTries by WhatsApp, in order
     */
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
            @Nullable Instant canceledAt,
            @Nullable String tenant,
            @Nullable String held,
            @Nullable Integer parts,
            @Nullable BigDecimal cost,
            @Nullable Instant rescuedAt,
            List<Again> furtherTries) {

        Item with(List<Again> furtherTries) {
            return new Item(
                    messageId,
                    decision,
                    reason,
                    rule,
                    rulesVersion,
                    failureKind,
                    failureCode,
                    fallbackMessageId,
                    requestedAt,
                    dueAt,
                    decidedAt,
                    canceledAt,
                    tenant,
                    held,
                    parts,
                    cost,
                    rescuedAt,
                    furtherTries);
        }
    }

    record Again(
            MessageId messageId,
            int n,
            String reason,
            String rule,
            String rulesVersion,
            @Nullable String failureCode,
            Instant leavesAt,
            Instant decidedAt) {}

    /** What is asked for; nothing asks for everything. */
    record Filter(
            @Nullable String decision,
            @Nullable String rule,
            @Nullable String code,
            @Nullable String tenant,
            @Nullable Instant since,
            @Nullable Instant until) {}

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

    Page page(Filter filter, Cursor from, int limit) {
        var items = jdbc.sql(SELECT + """
                        where (requested_at, message_id) < (cast(:requestedAt as timestamptz), :message)
                        and (cast(:decision as text) is null or said = :decision)
                        and (cast(:rule as text) is null or rule = :rule)
                        and (cast(:code as text) is null or failure_code = :code)
                        and (cast(:tenant as text) is null or tenant = :tenant)
                        and (cast(:since as timestamptz) is null or requested_at >= cast(:since as timestamptz))
                        and (cast(:until as timestamptz) is null or requested_at < cast(:until as timestamptz))
                        order by requested_at desc, message_id desc limit :limit
                        """)
                .param("requestedAt", from.requestedAt().toString())
                .param("message", from.message())
                .param("decision", filter.decision())
                .param("rule", filter.rule())
                .param("code", filter.code())
                .param("tenant", filter.tenant())
                .param("since", text(filter.since()))
                .param("until", text(filter.until()))
                .param("limit", limit)
                .query((row, _) -> item(row))
                .list();
        return new Page(
                withTries(items),
                items.size() < limit ? null : Cursor.after(items.getLast()).text());
    }

    /** Of the message itself, of the SMS in its place, or of a further try. */
    Optional<Item> of(MessageId message) {
        var items = jdbc.sql(SELECT + """
                        where message_id = coalesce(
                            (select t.message_id from tries t where t.try_id = :message),
                            (select p.message_id from plans p where p.fallback_id = :message),
                            :message)
                        """)
                .param("message", message.value())
                .query((row, _) -> item(row))
                .list();
        return withTries(items).stream().findFirst();
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
                instant(row, "canceled_at"),
                row.getString("tenant"),
                row.getString("held"),
                row.getObject("parts", Integer.class),
                row.getBigDecimal("cost"),
                instant(row, "rescued_at"),
                List.of());
    }

    private List<Item> withTries(List<Item> items) {
        var tries = jdbc
                .sql("""
                        select message_id, try_id, n, reason, rule, rules_version, failure_code, leaves_at, decided_at
                        from tries where message_id = any (cast(:messages as uuid[])) order by n
                        """)
                .param("messages", Column.of(items, Item::messageId))
                .query((row, _) -> Map.entry(new MessageId(row.getObject("message_id", UUID.class)), again(row)))
                .list()
                .stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
        return items.stream()
                .map(item -> item.with(tries.getOrDefault(item.messageId(), List.of())))
                .toList();
    }

    private static Again again(ResultSet row) throws SQLException {
        return new Again(
                new MessageId(row.getObject("try_id", UUID.class)),
                row.getInt("n"),
                row.getString("reason"),
                row.getString("rule"),
                row.getString("rules_version"),
                row.getString("failure_code"),
                row.getObject("leaves_at", OffsetDateTime.class).toInstant(),
                row.getObject("decided_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
