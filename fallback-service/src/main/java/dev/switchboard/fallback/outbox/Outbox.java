package dev.switchboard.fallback.outbox;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.request.SendCommand;
import dev.switchboard.fallback.store.Column;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records as they are to be published: what was decided is published byte for byte, however often that takes. */
public record Outbox(JdbcClient jdbc, Topics topics) {

    /** A record with its place in line. */
    record Waiting(long id, ProducerRecord<byte[], byte[]> record) {}

    public void add(SendCommand command, Envelope envelope) {
        var record = topics.sendRequests().record(command, envelope);
        var headers = new LinkedHashMap<String, String>();
        record.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        jdbc.sql("""
                        insert into outbox (event_id, message_id, value, headers)
                        values (:event, :message, :value, :headers)
                        on conflict (event_id) do nothing
                        """)
                .param("event", envelope.id())
                .param("message", command.messageId().value())
                .param("value", text(record.value()))
                .param("headers", text(Wire.write(headers)))
                .update();
    }

    /** What another instance is publishing at this moment is left to it. */
    List<Waiting> next(int limit) {
        return jdbc.sql("""
                        select id, message_id, value, headers from outbox where published_at is null
                        order by id limit :limit for update skip locked
                        """)
                .param("limit", limit)
                .query((row, _) -> new Waiting(row.getLong("id"), record(row)))
                .list();
    }

    void published(List<Waiting> records) {
        jdbc.sql("update outbox set published_at = now() where id = any (cast(:ids as bigint[]))")
                .param("ids", Column.of(records, Waiting::id))
                .update();
    }

    private ProducerRecord<byte[], byte[]> record(ResultSet row) throws SQLException {
        var message = new MessageId(row.getObject("message_id", UUID.class));
        var record = new ProducerRecord<>(
                topics.sendRequests().name(), null, bytes(message.toString()), bytes(row.getString("value")));
        Wire.JSON
                .readTree(row.getString("headers"))
                .properties()
                .forEach(header -> record.headers()
                        .add(header.getKey(), bytes(header.getValue().stringValue())));
        return record;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
