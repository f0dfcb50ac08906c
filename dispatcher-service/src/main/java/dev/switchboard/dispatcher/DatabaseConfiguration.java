package dev.switchboard.dispatcher;

import com.zaxxer.hikari.HikariDataSource;
import dev.switchboard.contracts.settings.DatabaseUrl;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    private static final long CONNECTED_WITHIN_MS = 5_000;

    @Bean
    HikariDataSource dataSource(DispatcherProperties properties) {
        var url = DatabaseUrl.parse(properties.database().url());
        var pool = new HikariDataSource();
        pool.setPoolName("ledger");
        pool.setJdbcUrl(url.jdbc());
        pool.setUsername(url.user());
        pool.setPassword(url.passwordText());
        pool.setMaximumPoolSize(properties.database().poolSize());
        pool.setConnectionTimeout(CONNECTED_WITHIN_MS);
        // A database that is away at the start is waited for, like one that goes away later.
        pool.setInitializationFailTimeout(-1);
        // A process that froze in a transaction must not keep its locks.
        pool.setConnectionInitSql("set idle_in_transaction_session_timeout = "
                + properties.database().frozenAfter().toMillis()
                // A plan made for a ledger of ten rows is not to be kept for one of ten thousand,
                + "; set plan_cache_mode = force_custom_plan"
                // and one made while thousands waited does not read the whole ledger when they are gone.
                + "; set enable_seqscan = off");
        // The server's detail quotes whole rows, and with them somebody's message.
        pool.addDataSourceProperty("logServerErrorDetail", "false");
        pool.addDataSourceProperty("ApplicationName", "dispatcher-service");
        return pool;
    }
}
