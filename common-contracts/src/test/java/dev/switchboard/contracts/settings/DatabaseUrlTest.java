package dev.switchboard.contracts.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.contracts.Unfit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseUrlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            postgresql://ana:s3cret-x@db.example:6543/status           | db.example | 6543 | status   | ana      | s3cret-x
            postgres://ana:s3cret-x@db.example/status                  | db.example | 5432 | status   | ana      | s3cret-x
            jdbc:postgresql://db.example:6543/status                   | db.example | 6543 | status   | postgres |
            jdbc:postgresql://db/status?user=ana&password=s3cret-x     | db         | 5432 | status   | ana      | s3cret-x
            r2dbc:postgresql://ana:s3cret-x@db/status                  | db         | 5432 | status   | ana      | s3cret-x
            r2dbc:pool:postgresql://ana:s3cret-x@db/status             | db         | 5432 | status   | ana      | s3cret-x
            postgresql://ana@db/status                                 | db         | 5432 | status   | ana      |
            postgresql://ana:@db/status                                | db         | 5432 | status   | ana      |
            postgresql://postgres@127.0.0.1:5433/status                | 127.0.0.1  | 5433 | status   | postgres |
            postgresql://db_of_ours/status                             | db_of_ours | 5432 | status   | postgres |
            postgresql://ana:s3cret-x@[::1]:5433/status                | [::1]      | 5433 | status   | ana      | s3cret-x
            postgresql://ana%40corp:p%40ss%2Fw%3Ard%25@db/status       | db         | 5432 | status   | ana@corp | p@ss/w:rd%
            postgresql://ana:a+b@db/status                             | db         | 5432 | status   | ana      | a+b
            postgresql://ana:p@s:s?w#d@db/status                       | db         | 5432 | status   | ana      | p@s:s?w#d
            postgresql://ana:s3cret-x@db/my%20status                   | db         | 5432 | my status| ana      | s3cret-x
            """)
    void everyFormPeopleWriteIsRead(
            String text, String host, int port, String database, String user, @Nullable String password) {
        var url = DatabaseUrl.parse(text);

        assertThat(url.host()).isEqualTo(host);
        assertThat(url.port()).isEqualTo(port);
        assertThat(url.database()).isEqualTo(database);
        assertThat(url.user()).isEqualTo(user);
        assertThat(url.passwordText()).isEqualTo(password);
        assertThat(url).hasToString("postgresql://" + user + "@" + host + ":" + port + "/" + database);
        assertThat(url.jdbc()).doesNotContain(password == null ? "****" : password);
    }

    @Test
    void optionsGoOnAndCredentialsAmongThemDoNot() {
        var url = DatabaseUrl.parse(
                "jdbc:postgresql://db:5433/status?sslmode=require&password=s3cret-x&user=ana&tcpKeepAlive=true");

        assertThat(url.jdbc()).isEqualTo("jdbc:postgresql://db:5433/status?sslmode=require&tcpKeepAlive=true");
        assertThat(url.options()).isEqualTo("sslmode=require&tcpKeepAlive=true");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                        | DATABASE_URL does not have the form postgresql://user:password@host:port/database
            mysql://ana:s3cret-x@db/status            | DATABASE_URL does not have the form postgresql://user:password@host:port/database
            postgresql://ana:s3cret-x@/status         | DATABASE_URL does not have the form postgresql://user:password@host:port/database
            postgresql://ana:s3cret-x@db              | DATABASE_URL does not have the form postgresql://user:password@host:port/database
            postgresql://ana:s3cret-x@db/             | DATABASE_URL does not have the form postgresql://user:password@host:port/database
            postgresql://ana:s3cret-x@db:port/status  | DATABASE_URL does not have the form postgresql://user:password@host:port/database
            postgresql://ana:s3cret-x@db:99999/status | DATABASE_URL names no port there can be
            postgresql://ana:s3cret-x%zz@db/status    | DATABASE_URL holds a % that escapes nothing: write it as %25
            """)
    void nonsenseIsRefusedWithoutBeingQuoted(String text, String reason) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOf(Unfit.class)
                .hasMessage(reason)
                .hasNoCause();
    }
}
