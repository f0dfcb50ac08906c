package dev.switchboard.dispatcher.ledger;

import dev.switchboard.dispatcher.DispatcherProperties;
import dev.switchboard.dispatcher.loop.Loop.Turn;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Forgets what has been over for so long that no topic can bring it back, a few rows at a time. */
@Component
public class Retention {

    private static final int MOST_AT_ONCE = 500;

    private static final String FORGET = """
            delete from sends
            where message_id in (
                select message_id
                from sends
                where state in ('accepted', 'refused', 'canceled', 'expired')
                  and changed_at < now() - make_interval(secs => :kept)
                order by changed_at
                limit :limit
                for update skip locked)
            """;

    private static final String FORGET_MEDIA = """
            delete from inbound_media
            where (message_id, n) in (
                select message_id, n
                from inbound_media
                where received_at < now() - make_interval(secs => :kept)
                limit :limit)
            """;

    private static final String FORGET_TRANSCRIPTS = """
            delete from transcripts
            where (message_id, attempt) in (
                select message_id, attempt
                from transcripts
                where called_at < now() - make_interval(secs => :kept)
                limit :limit)
            """;

    private final JdbcClient database;
    private final Duration kept;
    private final Duration transcriptsKept;

    Retention(JdbcClient database, DispatcherProperties properties) {
        this.database = database;
        this.kept = properties.ledgerKept();
        this.transcriptsKept = properties.transcriptsKept();
    }

    public Turn turn() {
        var sends = forget(FORGET, kept);
        var media = forget(FORGET_MEDIA, kept);
        var transcripts = forget(FORGET_TRANSCRIPTS, transcriptsKept);
        return sends == MOST_AT_ONCE || media == MOST_AT_ONCE || transcripts == MOST_AT_ONCE
                ? Turn.MORE
                : Turn.NOTHING_MORE;
    }

    private int forget(String statement, Duration kept) {
        return database.sql(statement)
                .param("kept", (double) kept.toSeconds())
                .param("limit", MOST_AT_ONCE)
                .update();
    }
}
