package dev.switchboard.dispatcher;

import dev.switchboard.contracts.settings.DatabaseUrl;
import dev.switchboard.infrastructure.Infrastructure;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A ledger with one lane and no dispatcher, to ask the database how it would go about a statement. */
public record TestLedger(JdbcClient database) {

    private static final Pattern INDEX_OF_SENDS = Pattern.compile("Scan using (sends_\\w+)|(Seq Scan on sends)");

    public static TestLedger open(String name) {
        var url = DatabaseUrl.parse(Infrastructure.forTests().databaseUrl(name));
        var source = new PGSimpleDataSource();
        source.setUrl(url.jdbc());
        source.setUser(url.user());
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/dispatcher")
                .load()
                .migrate();
        var database = JdbcClient.create(source);
        database.sql("insert into paces (sender) values ('one')").update();
        database.sql("insert into lanes (sender, priority, tenant) values ('one', 1, '')")
                .update();
        return new TestLedger(database);
    }

    public void add(int many, String state) {
        database.sql("""
                        insert into sends (
                            message_id, content_hash, request, channel, provider, state, priority, lane, sender, due_at,
                            expires_at, resend)
                        select
                            gen_random_uuid(), 'x', '{}', 'whatsapp', 'twilio', :state, 1, l.id, 'one', now(),
                            now() + interval '1 day', false
                        from generate_series(1, :many), lanes l
                        """).param("state", state).param("many", many).update();
    }

    public void look() {
        database.sql("analyze sends").update();
    }

    /** The indexes of the ledger by which it would go, in their order; or that it would read all of it. */
    public List<String> waysThrough(String statement, Map<String, ?> parameters) {
        var plan = String.join(
                "\n",
                database.sql("explain " + statement)
                        .params(parameters)
                        .query(String.class)
                        .list());
        return INDEX_OF_SENDS
                .matcher(plan)
                .results()
                .map(found -> found.group(1) == null ? plan : found.group(1))
                .toList();
    }
}
