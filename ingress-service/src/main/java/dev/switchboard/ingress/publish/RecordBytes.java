package dev.switchboard.ingress.publish;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The records of one webhook as one entry of the spool: a later version must go on reading it. */
final class RecordBytes {

    private static final byte VERSION = 1;
    private static final int NONE = -1;

    private RecordBytes() {}

    static byte[] of(List<ProducerRecord<byte[], byte[]>> records) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeInt(records.size());
            for (var record : records) {
                write(record, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static List<ProducerRecord<byte[], byte[]>> read(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != VERSION) {
                throw new IOException("written by another version");
            }
            var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
            for (var left = in.readInt(); left > 0; left--) {
                records.add(record(in));
            }
            return records;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(ProducerRecord<byte[], byte[]> record, DataOutputStream out) throws IOException {
        out.writeUTF(record.topic());
        write(record.key(), out);
        write(record.value(), out);
        var headers = record.headers().toArray();
        out.writeInt(headers.length);
        for (var header : headers) {
            out.writeUTF(header.key());
            write(header.value(), out);
        }
    }

    private static ProducerRecord<byte[], byte[]> record(DataInputStream in) throws IOException {
        var record = new ProducerRecord<byte[], byte[]>(in.readUTF(), bytes(in), bytes(in));
        for (var left = in.readInt(); left > 0; left--) {
            record.headers().add(in.readUTF(), bytes(in));
        }
        return record;
    }

    private static void write(byte @Nullable [] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes == null ? NONE : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    private static byte @Nullable [] bytes(DataInputStream in) throws IOException {
        var length = in.readInt();
        return length == NONE ? null : in.readNBytes(length);
    }
}
