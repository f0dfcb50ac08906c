package dev.switchboard.status;

import dev.switchboard.infrastructure.Infrastructure;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The service as it ships, on a free port, with topics and a database of its own. */
public record RunningStatus(String prefix, String database, ConfigurableApplicationContext context)
        implements AutoCloseable {

    public static RunningStatus start(String... settings) {
        var name = "t" + UUID.randomUUID().toString().substring(0, 8);
        return start(name + ".", Infrastructure.forTests().databaseUrl(name), settings);
    }

    private static RunningStatus start(String prefix, String database, String... settings) {
        var arguments = new ArrayList<>(List.of(
                "--KAFKA_BOOTSTRAP_SERVERS=" + Infrastructure.forTests().bootstrapServers(),
                "--KAFKA_TOPIC_PREFIX=" + prefix,
                "--KAFKA_PARTITIONS=2",
                "--DATABASE_URL=" + database,
                "--BIND_ADDRESS=127.0.0.1",
                "--LOG_LEVEL=warn",
                "--logging.level.dev.switchboard=warn",
                "--PORT=0"));
        arguments.addAll(List.of(settings));
        var context = StatusApplication.application().run(arguments.toArray(String[]::new));
        return new RunningStatus(prefix, database, context);
    }

    /** The same topics and database, in a new process as far as the service can tell. */
    public RunningStatus again(String... settings) {
        return start(prefix, database, settings);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public JdbcClient sql() {
        return JdbcClient.create(bean(DataSource.class));
    }

    public String address() {
        var server = ((ReactiveWebServerApplicationContext) context).getWebServer();
        return "http://127.0.0.1:" + server.getPort();
    }

    @Override
    public void close() {
        context.close();
    }
}
