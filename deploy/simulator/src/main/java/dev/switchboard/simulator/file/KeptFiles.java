package dev.switchboard.simulator.file;

import dev.switchboard.simulator.message.Ids;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.stereotype.Component;

/** The newest of them. */
@Component
public class KeptFiles {
    private static final int KEPT = 100;

    private final SequencedMap<String, File> byId = new LinkedHashMap<>();
    private final Ids ids;

    public record File(String type, ByteArrayResource content) {

        public static File of(String type, byte[] bytes) {
            return new File(type, new ByteArrayResource(bytes));
        }

        public String sha256() {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getByteArray()));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }

    KeptFiles(Ids ids) {
        this.ids = ids;
    }

    /** Returns the id under which it is found, in Meta's form: digits. */
    public synchronized String keep(File file) {
        var id = Long.toString(Math.abs(Long.parseUnsignedLong(ids.token(16), 16) >>> 8) + 1_000_000_000_000_000L);
        byId.put(id, file);
        if (byId.size() > KEPT) {
            byId.pollFirstEntry();
        }
        return id;
    }

    public synchronized Optional<File> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public synchronized boolean remove(String id) {
        return byId.remove(id) != null;
    }
}
