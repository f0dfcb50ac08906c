package dev.switchboard.local.drill;

import dev.switchboard.contracts.settings.DatabaseUrl;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a database knows, asked as a person would. */
record Sql(DatabaseUrl database) {

    static Sql of(String url) {
        return new Sql(DatabaseUrl.parse(url));
    }

    /** @param sql with one place for an array of texts, or none */
    long count(String sql, List<String> texts) {
        return Long.parseLong(rows(sql, texts).getFirst());
    }

    /** The first column of each row. */
    List<String> rows(String sql, List<String> texts) {
        try (var connection = DriverManager.getConnection(database.jdbc(), database.user(), database.passwordText());
                var statement = connection.prepareStatement(sql)) {
            if (sql.contains("?")) {
                statement.setArray(1, connection.createArrayOf("text", texts.toArray()));
            }
            var found = new ArrayList<String>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(row.getString(1));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not answer", e);
        }
    }
}
