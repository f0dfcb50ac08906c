package dev.switchboard.status;

import dev.switchboard.contracts.settings.DatabaseUrl;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** One database, reached in two ways: reactively by everything, by JDBC for the migrations alone. */
@Configuration(proxyBeanMethods = false)
class StatusDatabase {

    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(5);

    /** A statement that was planned while its tables were empty is used long after they have grown. */
    private static final Map<String, String> BY_INDEX = Map.of("enable_seqscan", "off");

    @Bean(destroyMethod = "dispose")
    ConnectionPool connectionFactory(StatusProperties properties, ReactorResourceFactory resources) {
        var database = properties.database();
        return new ConnectionPool(
                ConnectionPoolConfiguration.builder(connections(database.url(), database.rebuildsInto(), resources))
                        .name("status")
                        .initialSize(0)
                        .maxSize(database.connections())
                        .maxAcquireTime(database.batchTimeout())
                        .build());
    }

    private static ConnectionFactory connections(
            DatabaseUrl url, @Nullable String schema, ReactorResourceFactory resources) {
        var configuration = PostgresqlConnectionConfiguration.builder()
                .host(url.host())
                .port(url.port())
                .database(url.database())
                .username(url.user())
                .applicationName("status-service")
                .options(BY_INDEX)
                // Times and ids as they are, and not as texts to be read.
                .forceBinary(true)
                .loopResources(resources.getLoopResources())
                .connectTimeout(CONNECTED_WITHIN);
        if (schema != null) {
            configuration.schema(schema);
        }
        var password = url.passwordText();
        return new PostgresqlConnectionFactory(
                (password == null ? configuration : configuration.password(password)).build());
    }

    @Bean
    DataSource migrations(StatusProperties properties) {
        var url = properties.database().url();
        var source = new PGSimpleDataSource();
        source.setUrl(url.jdbc());
        source.setUser(url.user());
        source.setPassword(url.passwordText());
        source.setCurrentSchema(properties.database().rebuildsInto());
        return source;
    }

    @Bean
    DatabaseClient databaseClient(ConnectionFactory connections) {
        return DatabaseClient.create(connections);
    }

    @Bean
    R2dbcTransactionManager transactionManager(ConnectionFactory connections) {
        return new R2dbcTransactionManager(connections);
    }

    @Bean
    TransactionalOperator transaction(R2dbcTransactionManager manager) {
        return TransactionalOperator.create(manager);
    }
}
