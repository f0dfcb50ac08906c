package dev.switchboard.ingress.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** One file of the spool: written at its end, read from its beginning, removed when all of it was read. */
final class Segment {

    private final Path file;
    private final DrainMark mark;
    private long flushed;
    private long drained;
    private boolean open;

    private Segment(Path file, long flushed, boolean open) {
        this.file = file;
        this.mark = DrainMark.of(file);
        this.flushed = flushed;
        this.open = open;
    }

    static Segment create(Path file) throws IOException {
        var segment = new Segment(file, 0, true);
        segment.mark.remove();
        Files.createFile(file);
        return segment;
    }

    /** What an earlier process left. Nothing is added to it, since its end may be torn. */
    static Segment found(Path file) throws IOException {
        var segment = new Segment(file, Files.size(file), false);
        segment.drained = segment.mark.read(segment.flushed);
        return segment;
    }

    Path file() {
        return file;
    }

    long kept() {
        return flushed - drained;
    }

    long size() {
        return flushed;
    }

    /** Behind its last entry a found file may hold bytes that are none. */
    void endsWith(Entry last) {
        flushed = last.end();
    }

    boolean isOpen() {
        return open;
    }

    void seal() {
        open = false;
    }

    /** On disk when it returns; only then do the bytes count. */
    void append(List<ByteBuffer> frames) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.position(flushed);
            for (var frame : frames) {
                while (frame.hasRemaining()) {
                    channel.write(frame);
                }
            }
            channel.force(false);
        }
    }

    void flushed(long bytes) {
        flushed += bytes;
    }

    /** What was not drained yet, whole: a file is a few megabytes. */
    Frames read() throws IOException {
        var bytes = ByteBuffer.allocate(Math.toIntExact(kept()));
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (bytes.hasRemaining() && channel.read(bytes, drained + bytes.position()) >= 0) {
                // A read may bring less than was asked for.
            }
        }
        return Frames.in(bytes.flip(), drained);
    }

    /** @return how many bytes that sets free */
    long drained(long end) {
        var freed = end - drained;
        mark.write(end);
        drained = end;
        return freed;
    }

    void remove() throws IOException {
        mark.remove();
        Files.deleteIfExists(file);
    }
}
