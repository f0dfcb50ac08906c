package dev.switchboard.ingress.spool;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * How an entry stands in a file: mark, length, checksum, time, content. The checksum is over time and content. After
 * bytes that are no entry the next mark with a fitting checksum is looked for, so that damage costs what it hit alone.
 *
 * @param damaged the stretches that hold no entry
 */
record Frames(List<Entry> entries, List<Stretch> damaged) {

    static final int HEADER = 20;

    private static final int MARK = 0x53_57_42_31;
    private static final int CHECKED_FROM = 12;

    record Stretch(int begin, int end) {}

    static ByteBuffer frame(byte[] content, Instant at) {
        var frame = ByteBuffer.allocate(HEADER + content.length);
        frame.putInt(MARK).putInt(content.length).putInt(0).putLong(at.toEpochMilli());
        frame.put(content);
        frame.putInt(8, checksum(frame, 0, content.length));
        return frame.flip();
    }

    /** @param offset where in its file the first byte stands */
    static Frames in(ByteBuffer bytes, long offset) {
        var frames = new Frames(new ArrayList<>(), new ArrayList<>());
        var at = 0;
        while (at < bytes.limit()) {
            var begin = at;
            while (at < bytes.limit() && !holdsAnEntry(bytes, at)) {
                at++;
            }
            if (at > begin) {
                frames.damaged.add(new Stretch(begin, at));
            }
            if (at < bytes.limit()) {
                at = frames.take(bytes, at, offset);
            }
        }
        return frames;
    }

    private int take(ByteBuffer bytes, int at, long offset) {
        var content = new byte[bytes.getInt(at + 4)];
        bytes.get(at + HEADER, content);
        var end = at + HEADER + content.length;
        entries.add(new Entry(Instant.ofEpochMilli(bytes.getLong(at + CHECKED_FROM)), content, offset + end));
        return end;
    }

    private static boolean holdsAnEntry(ByteBuffer bytes, int at) {
        if (bytes.limit() - at < HEADER || bytes.getInt(at) != MARK) {
            return false;
        }
        var length = bytes.getInt(at + 4);
        return length >= 0
                && length <= bytes.limit() - at - HEADER
                && bytes.getInt(at + 8) == checksum(bytes, at, length);
    }

    private static int checksum(ByteBuffer bytes, int at, int length) {
        var checksum = new CRC32C();
        checksum.update(bytes.slice(at + CHECKED_FROM, HEADER - CHECKED_FROM + length));
        return (int) checksum.getValue();
    }
}
