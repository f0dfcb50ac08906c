package dev.switchboard.ingress.spool;

import dev.switchboard.ingress.spool.Frames.Stretch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The names and habits of the spool's files. */
final class SpoolFolder {

    private static final Logger log = LoggerFactory.getLogger(SpoolFolder.class);
    private static final String ENDING = ".spool";

    private SpoolFolder() {}

    /** Two processes in one folder would take each other's files for those of a dead one. */
    static FileChannel lock(Path folder) throws IOException {
        var channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException _) {
            // The other one lives in this very process.
        }
        channel.close();
        throw new IOException("another ingress uses the folder");
    }

    static Path segment(Path folder, long number) {
        return folder.resolve("%016d%s".formatted(number, ENDING));
    }

    static long number(Path segment) {
        return Long.parseLong(segment.getFileName().toString().replace(ENDING, ""));
    }

    static List<Path> segments(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d{16}\\" + ENDING))
                    .sorted()
                    .toList();
        }
    }

    /** A file is there after a power cut only if its folder was flushed too. */
    static void flush(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static void setAside(Path segment, List<Stretch> damaged) throws IOException {
        var bytes = ByteBuffer.wrap(Files.readAllBytes(segment));
        for (var stretch : damaged) {
            var name = segment.getFileName().toString().replace(ENDING, "") + "-" + stretch.begin();
            setAside(segment.resolveSibling("."), name, bytes.slice(stretch.begin(), stretch.end() - stretch.begin()));
            var isTornEnd = stretch.end() == bytes.limit();
            log.atLevel(isTornEnd ? Level.WARN : Level.ERROR)
                    .addKeyValue("file", name + ".aside")
                    .addKeyValue("bytes", stretch.end() - stretch.begin())
                    .log(isTornEnd ? "spool: a torn end was set aside" : "spool: damaged bytes were set aside");
        }
    }

    /** A name that is taken gets a number: nothing set aside is ever written over. */
    static void setAside(Path folder, String name, ByteBuffer bytes) throws IOException {
        var file = folder.resolve(name + ".aside");
        for (var n = 2; Files.exists(file); n++) {
            file = folder.resolve(name + "-" + n + ".aside");
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        flush(folder);
    }
}
