package dev.switchboard.infrastructure;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Creates the databases that are asked for. */
final class Databases {
    private Databases() {}

    static synchronized void create(String server, String database) {
        try (var connection = connect(URI.create(server))) {
            if (!exists(connection, database)) {
                try (var statement = connection.createStatement()) {
                    statement.execute("create database " + statement.enquoteIdentifier(database, true));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create database " + database, e);
        }
    }

    private static Connection connect(URI server) throws SQLException {
        var url = "jdbc:postgresql://" + server.getHost() + ":" + server.getPort() + server.getPath();
        return DriverManager.getConnection(url, server.getUserInfo(), "");
    }

    private static boolean exists(Connection connection, String database) throws SQLException {
        try (var query = connection.prepareStatement("select 1 from pg_database where datname = ?")) {
            query.setString(1, database);
            return query.executeQuery().next();
        }
    }
}
