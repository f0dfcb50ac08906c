package dev.switchboard.status.rebuild;

import dev.switchboard.status.message.Columns;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/** Whether two schemas say the same, row by row. */
@Component
class Comparison {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final String LIVE = "public";

    private final DatabaseClient database;

    Comparison(DatabaseClient database) {
        this.database = database;
    }

    /**
     * A table, by what names a message in it.
     *
     * @param leftOut columns that say when something arrived here, or what is shown for moments only
     */
    private record Table(String name, String message, List<String> leftOut) {}

    private static final List<Table> TABLES = List.of(
            new Table("messages", "id", List.of()),
            new Table("message_states", "id", List.of()),
            new Table("message_statuses", "message_id", List.of()),
            new Table("message_descriptions", "message_id", List.of()),
            new Table("message_events", "message_id", List.of("seq")),
            new Table("provider_ids", "message_id", List.of()),
            new Table("conversations", "", List.of()),
            new Table("contacts", "", List.of()),
            new Table("preferences", "", List.of()),
            new Table("amendments", "", List.of()),
            new Table("session_states", "", List.of("qr")),
            new Table("calls", "", List.of()),
            new Table("call_steps", "", List.of()),
            new Table("erasures", "", List.of()));

    private static final String COUNTS = """
            select hour, direction, channel, provider, tenant, status, code, sum(messages) from %s.message_counts
            group by 1, 2, 3, 4, 5, 6, 7 having sum(messages) <> 0""";

    private static final String DURATIONS = """
            select hour, direction, channel, provider, tenant, measure, power, sum_each(messages), sum(total_ms)
            from %s.message_durations
            group by 1, 2, 3, 4, 5, 6, 7 having 0 <> any(sum_each(messages)) or sum(total_ms) <> 0""";

    /** How a table compares: rows that both have, and that one has alone. */
    record Result(String table, long rows, long onlyLive, long onlyRebuilt) {
        boolean isIdentical() {
            return onlyLive == 0 && onlyRebuilt == 0;
        }
    }

    /**
     * All tables.
     *
     * @param since the topics tell nothing of what was before: then only messages can be compared, those since then
     */
    List<Result> of(String rebuilt, Instant since) {
        var isWhole = since.equals(Instant.MIN);
        var results = TABLES.stream()
                .filter(table -> isWhole || !table.message().isEmpty())
                .map(table -> compared(table, rebuilt, since))
                .collect(Collectors.toList());
        if (isWhole) {
            results.add(compared("message_counts", COUNTS.formatted(LIVE), COUNTS.formatted(rebuilt)));
            results.add(compared("message_durations", DURATIONS.formatted(LIVE), DURATIONS.formatted(rebuilt)));
        }
        return results;
    }

    private Result compared(Table table, String rebuilt, Instant since) {
        var columns = columns(table);
        return compared(
                table.name(),
                "select %s from %s.%s %s".formatted(columns, LIVE, table.name(), from(LIVE, table, since)),
                "select %s from %s.%s %s".formatted(columns, rebuilt, table.name(), from(rebuilt, table, since)));
    }

    private static String from(String schema, Table table, Instant since) {
        return since.equals(Instant.MIN)
                ? ""
                : "where %s in (select id from %s.messages where created_at >= '%s')"
                        .formatted(table.message(), schema, OffsetDateTime.ofInstant(since, ZoneOffset.UTC));
    }

    private String columns(Table table) {
        return Objects.requireNonNull(database.sql("""
                        select string_agg(quote_ident(column_name), ', ' order by ordinal_position) as columns
                        from information_schema.columns
                        where table_schema = :schema and table_name = :name and not column_name = any(:left_out)
                        """)
                .bind("schema", LIVE)
                .bind("name", table.name())
                .bind("left_out", table.leftOut().toArray(String[]::new))
                .map(row -> Columns.string(row, "columns"))
                .one()
                .block(LONGEST));
    }

    private Result compared(String table, String live, String rebuilt) {
        return Objects.requireNonNull(database.sql("""
                        with live as (%s), rebuilt as (%s)
                        select (select count(*) from rebuilt) as rows,
                               (select count(*) from (select * from live except all select * from rebuilt) one)
                                   as only_live,
                               (select count(*) from (select * from rebuilt except all select * from live) other)
                                   as only_rebuilt
                        """.formatted(live, rebuilt))
                .map(row -> new Result(
                        table,
                        Columns.number(row, "rows"),
                        Columns.number(row, "only_live"),
                        Columns.number(row, "only_rebuilt")))
                .one()
                .block(LONGEST));
    }
}
