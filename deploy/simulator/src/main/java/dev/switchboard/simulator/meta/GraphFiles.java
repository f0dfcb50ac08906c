package dev.switchboard.simulator.meta;

import dev.switchboard.simulator.message.Ids;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.stereotype.Component;

/** The newest files that were uploaded. */
@Component
class GraphFiles {
    private static final int KEPT = 100;

    private final SequencedMap<String, File> byId = new LinkedHashMap<>();
    private final Ids ids;

    record File(String type, ByteArrayResource content) {}

    GraphFiles(Ids ids) {
        this.ids = ids;
    }

    String keep(FilePart part, String type) {
        var buffer = Objects.requireNonNull(DataBufferUtils.join(part.content()).block());
        var bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return keep(new File(type, new ByteArrayResource(bytes)));
    }

    private synchronized String keep(File file) {
        var id = Long.toString(Math.abs(Long.parseUnsignedLong(ids.token(16), 16) >>> 8) + 1_000_000_000_000_000L);
        byId.put(id, file);
        if (byId.size() > KEPT) {
            byId.pollFirstEntry();
        }
        return id;
    }

    synchronized Optional<File> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    synchronized boolean remove(String id) {
        return byId.remove(id) != null;
    }

    Optional<Map<String, Object>> about(String id, String origin) {
        return find(id).map(file -> Map.of(
                "messaging_product",
                "whatsapp",
                "url",
                origin + "/media/" + id,
                "mime_type",
                file.type(),
                "sha256",
                sha256(file.content().getByteArray()),
                "file_size",
                file.content().contentLength(),
                "id",
                id));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
