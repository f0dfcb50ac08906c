package dev.switchboard.ingress.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * How far a file was drained, in a small one beside it. It is written after every group and never flushed: so it costs
 * nothing and outlives a kill; where a power cut takes it, the file's entries are sent once more. It goes before its file
 * does, and a new file begins without one: none may say of entries that came later that they have left.
 */
record DrainMark(Path file) {

    private static final String ENDING = ".drained";
    private static final int SIZE = 2 * Long.BYTES;

    static DrainMark of(Path segment) {
        return new DrainMark(segment.resolveSibling(segment.getFileName() + ENDING));
    }

    static boolean isOne(Path file) {
        return file.getFileName().toString().endsWith(ENDING);
    }

    /** It only saves repetitions: a disk that does not take it is no reason to stop draining, least of all a full one. */
    void write(long drained) {
        var bytes = ByteBuffer.allocate(SIZE)
                .putLong(drained)
                .putLong(check(drained))
                .flip();
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(bytes, 0);
        } catch (IOException _) {
            // What cannot be remembered is sent once more.
        }
    }

    /** 0 where there is none, or one that cannot be true. */
    long read(long size) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        if (bytes.remaining() != SIZE) {
            return 0;
        }
        var drained = bytes.getLong();
        return bytes.getLong() == check(drained) && drained >= 0 && drained <= size ? drained : 0;
    }

    void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Not the sum itself: a file of zeros is none of ours. */
    private static long check(long drained) {
        var crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(drained).flip());
        return ~crc.getValue();
    }
}
