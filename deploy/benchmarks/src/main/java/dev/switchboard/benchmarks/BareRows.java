package dev.switchboard.benchmarks;

import dev.switchboard.contracts.message.MessageId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the rows that status-service ended with into the same tables with the same indexes: one statement per table and batch. */
final class BareRows {

    /** As many records as the service takes at once. */
    private static final int BATCH = 500 / NewsOfMessages.RECORDS;

    /** By table, how its rows are found that belong to messages. */
    private static final Map<String, String> TABLES = new LinkedHashMap<>();

    static {
        TABLES.put("message_events", "message_id = any (?)");
        TABLES.put("message_statuses", "message_id = any (?)");
        TABLES.put("message_descriptions", "message_id = any (?)");
        TABLES.put("provider_ids", "message_id = any (?)");
        TABLES.put("message_states", "id = any (?)");
        TABLES.put("messages", "id = any (?)");
        TABLES.put("contacts", "address in (select contact from messages where id = any (?))");
    }

    private record Column(String name, String type) {}

    /** One array per column. */
    private record Rows(String table, List<Column> columns, List<@Nullable String[]> values) {}

    private final Connection from;
    private final Connection to;
    private final List<List<Rows>> batches = new ArrayList<>();
    private long unfinished;

    private BareRows(Connection from, Connection to) {
        this.from = from;
        this.to = to;
    }

    static BareRows copyOf(Stage stage, String store, String bare) throws SQLException {
        try (var connection = stage.servers().connect("bench");
                var statement = connection.createStatement()) {
            statement.execute("create database " + bare + " template " + store);
        }
        var to = stage.servers().connect(bare);
        try (var statement = to.createStatement()) {
            statement.execute("truncate " + String.join(", ", TABLES.keySet()));
        }
        to.setAutoCommit(false);
        return new BareRows(stage.servers().connect(store), to);
    }

    long unfinished() {
        return unfinished;
    }

    void load(List<MessageId> messages) throws SQLException {
        batches.clear();
        for (int begin = 0; begin < messages.size(); begin += BATCH) {
            var ids = messages.subList(begin, Math.min(messages.size(), begin + BATCH)).stream()
                    .map(MessageId::value)
                    .toArray(UUID[]::new);
            var batch = new ArrayList<Rows>();
            for (var table : TABLES.entrySet()) {
                batch.add(read(table.getKey(), table.getValue(), ids));
            }
            batches.add(batch);
            unfinished += ids.length - finished(ids);
        }
    }

    void write() throws SQLException {
        for (var batch : batches) {
            for (var rows : batch) {
                insert(rows);
            }
            to.commit();
        }
    }

    private Rows read(String table, String key, UUID[] ids) throws SQLException {
        var columns = columns(table);
        var names = columns.stream().map(one -> one.name() + "::text").collect(Collectors.joining(", "));
        try (var query = from.prepareStatement("select " + names + " from " + table + " where " + key)) {
            query.setArray(1, from.createArrayOf("uuid", ids));
            var found = new ArrayList<List<@Nullable String>>();
            try (var answer = query.executeQuery()) {
                while (answer.next()) {
                    var row = new ArrayList<@Nullable String>();
                    for (int column = 1; column <= columns.size(); column++) {
                        row.add(answer.getString(column));
                    }
                    found.add(row);
                }
            }
            return new Rows(table, columns, transposed(found, columns.size()));
        }
    }

    private static List<@Nullable String[]> transposed(List<List<@Nullable String>> rows, int columns) {
        var arrays = new ArrayList<@Nullable String[]>();
        for (int column = 0; column < columns; column++) {
            var values = new @Nullable String[rows.size()];
            for (int row = 0; row < values.length; row++) {
                values[row] = rows.get(row).get(column);
            }
            arrays.add(values);
        }
        return arrays;
    }

    /** Without those that the database fills itself. */
    private List<Column> columns(String table) throws SQLException {
        var columns = new ArrayList<Column>();
        try (var query = from.prepareStatement("""
                select attname, format_type(atttypid, atttypmod) from pg_attribute
                where attrelid = cast(? as regclass) and attnum > 0 and not attisdropped
                and attidentity = '' and attgenerated = ''
                order by attnum
                """)) {
            query.setString(1, table);
            try (var answer = query.executeQuery()) {
                while (answer.next()) {
                    columns.add(new Column(answer.getString(1), answer.getString(2)));
                }
            }
        }
        return columns;
    }

    private void insert(Rows rows) throws SQLException {
        var names = rows.columns().stream().map(Column::name).collect(Collectors.joining(", "));
        var arrays = rows.columns().stream()
                .map(column -> "cast(? as " + column.type() + "[])")
                .collect(Collectors.joining(", "));
        try (var statement = to.prepareStatement(
                "insert into " + rows.table() + " (" + names + ") select * from unnest(" + arrays + ")")) {
            for (int column = 0; column < rows.values().size(); column++) {
                statement.setArray(
                        column + 1, to.createArrayOf("text", rows.values().get(column)));
            }
            statement.executeUpdate();
        }
    }

    private long finished(UUID[] ids) throws SQLException {
        try (var query =
                from.prepareStatement("select count(*) from messages where status = 'read' and id = any (?)")) {
            query.setArray(1, from.createArrayOf("uuid", ids));
            try (var answer = query.executeQuery()) {
                answer.next();
                return answer.getLong(1);
            }
        }
    }
}
