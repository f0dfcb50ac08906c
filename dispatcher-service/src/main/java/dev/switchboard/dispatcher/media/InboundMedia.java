package dev.switchboard.dispatcher.media;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.inbound.MessageReceived;
import dev.switchboard.contracts.inbound.ReceivedContent;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Where the files of inbound messages lie, by message and place in it. */
@Component
public class InboundMedia {

    private static final String NOTE = """
            insert into inbound_media (message_id, n, provider, account, media_id, url, content_type, filename, received_at)
            select message_id, n, provider, account, media_id, url, content_type, filename, cast(received_at as timestamptz)
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (
                message_id uuid, n int, provider text, account text, media_id text, url text, content_type text,
                filename text, received_at text)
            order by message_id, n
            on conflict do nothing
            """;

    private static final String FIND = """
            select provider, account, media_id, url, content_type, filename
            from inbound_media
            where message_id = :id and n = :n
            """;

    private final JdbcClient database;

    InboundMedia(JdbcClient database) {
        this.database = database;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    private record Row(
            UUID messageId,
            int n,
            String provider,
            String account,
            @Nullable String mediaId,
            @Nullable String url,
            @Nullable String contentType,
            @Nullable String filename,
            String receivedAt) {}

    /** To be called in a transaction. */
    public void note(Collection<MessageReceived> messages) {
        var rows = messages.stream().flatMap(InboundMedia::rows).toList();
        if (!rows.isEmpty()) {
            database.sql(NOTE).param("rows", Wire.JSON.writeValueAsString(rows)).update();
        }
    }

    Optional<Reference> find(MessageId id, int n) {
        return database.sql(FIND)
                .param("id", id.value())
                .param("n", n)
                .query((row, _) -> reference(row))
                .optional();
    }

    private static Stream<Row> rows(MessageReceived message) {
        List<ReceivedContent.Media> media = message.content().media() == null
                ? List.of()
                : message.content().media();
        return IntStream.range(0, media.size())
                .filter(n -> media.get(n).id() != null || media.get(n).url() != null)
                .mapToObj(n -> new Row(
                        message.messageId().value(),
                        n,
                        message.provider().name(),
                        message.account(),
                        media.get(n).id(),
                        media.get(n).url(),
                        media.get(n).contentType(),
                        media.get(n).filename(),
                        message.occurredAt().toString()));
    }

    private static Reference reference(ResultSet row) throws SQLException {
        return new Reference(
                new Provider(row.getString("provider")),
                row.getString("account"),
                row.getString("media_id"),
                row.getString("url"),
                row.getString("content_type"),
                row.getString("filename"));
    }
}
