package dev.switchboard.dispatcher.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.settings.DatabaseUrl;
import dev.switchboard.infrastructure.Infrastructure;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a claim costs must not depend on the hour at which the database last looked at its tables. */
class QueueIT {

    private static final Pattern INDEX_OF_SENDS = Pattern.compile("Index Scan using (sends_\\w+)|(Seq Scan on sends)");

    private static JdbcClient database;

    @BeforeAll
    static void openALedger() {
        var url = DatabaseUrl.parse(Infrastructure.forTests().databaseUrl("queueplans"));
        var source = new PGSimpleDataSource();
        source.setUrl(url.jdbc());
        source.setUser(url.user());
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/dispatcher")
                .load()
                .migrate();
        database = JdbcClient.create(source);
        database.sql("insert into paces (sender) values ('one')").update();
        database.sql("insert into lanes (sender, priority, tenant) values ('one', 1, '')")
                .update();
    }

    @Test
    void findsWhatIsDueByItsLaneAlsoWhenNothingWaitedAtTheLastLook() {
        add(20_000, "accepted");
        database.sql("analyze sends").update();
        assertTakesItsOwnIndexes();

        add(5_000, "waiting");
        assertTakesItsOwnIndexes();
    }

    private static void assertTakesItsOwnIndexes() {
        var plan = String.join(
                "\n",
                database.sql("explain " + Queue.NEXT)
                        .param("rooms", "[{\"sender\": \"one\", \"room\": 256}]")
                        .param("limit", 256)
                        .query(String.class)
                        .list());
        assertThat(INDEX_OF_SENDS.matcher(plan).results().map(found -> found.group(1)))
                .as(plan)
                .containsExactly("sends_due", "sends_pkey");
    }

    @Test
    void theSweepHasAnIndexOfItsOwn() {
        add(20_000, "accepted");
        database.sql("analyze sends").update();

        var plan = database.sql("explain " + Expiry.EXPIRE)
                .param("limit", 500)
                .query(String.class)
                .list();

        assertThat(plan).anyMatch(line -> line.contains("using sends_expiring"));
    }

    private static void add(int many, String state) {
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
}
