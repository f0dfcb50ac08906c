package dev.switchboard.operator.doctor;

import dev.switchboard.contracts.Unfit;
import dev.switchboard.contracts.settings.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** Whether PostgreSQL lets us in, and how far its schema is. */
record Database(List<String> urls) implements Look {

    @Override
    public Stream<Finding> findings() {
        return urls.isEmpty()
                ? Stream.of(Finding.unknown("PostgreSQL", "no database is named", "set DATABASE_URL, or start dev"))
                : urls.stream().map(Database::look);
    }

    private static Finding look(String text) {
        try {
            return look(DatabaseUrl.parse(text));
        } catch (Unfit e) {
            return Finding.problem(
                    "PostgreSQL", String.valueOf(e.getMessage()), "no service starts with it", "mend DATABASE_URL");
        }
    }

    private static Finding look(DatabaseUrl url) {
        var settings = new Properties();
        settings.setProperty("user", url.user());
        settings.setProperty("loginTimeout", "5");
        var password = url.passwordText();
        if (password != null) {
            settings.setProperty("password", password);
        }
        try (var connection = DriverManager.getConnection(url.jdbc(), settings)) {
            return schema(connection, url.database());
        } catch (SQLException e) {
            var state = String.valueOf(e.getSQLState());
            return state.startsWith("28")
                    ? Finding.problem(
                            "PostgreSQL",
                            url.database() + ": user and password are not taken",
                            "the service waits for a database for ever",
                            "mend DATABASE_URL")
                    : Finding.unknown(
                            "PostgreSQL",
                            url.database() + " at " + url.host() + ":" + url.port() + " does not answer (" + state
                                    + ")",
                            "start it, or name another with DATABASE_URL");
        }
    }

    private static Finding schema(Connection connection, String database) throws SQLException {
        var server = connection.getMetaData().getDatabaseProductVersion();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select max(version::int) filter (where success), count(*) filter (where not success)"
                                + " from flyway_schema_history where version is not null")) {
            row.next();
            return row.getInt(2) == 0
                    ? Finding.ok("PostgreSQL", server + ", " + database + ": schema V" + row.getInt(1))
                    : Finding.problem(
                            "PostgreSQL",
                            database + ": a migration failed half-way",
                            "the service does not start",
                            "look at flyway_schema_history, mend what it says, and start again");
        } catch (SQLException _) {
            return Finding.note("PostgreSQL", server + ", " + database + ": no schema yet; its service makes it", null);
        }
    }
}
