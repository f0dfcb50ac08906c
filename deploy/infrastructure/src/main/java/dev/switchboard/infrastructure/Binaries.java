package dev.switchboard.infrastructure;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** The folder PostgreSQL's programs are unpacked into, once; several processes may share it. */
final class Binaries {
    private Binaries() {}

    /**
     * Held while the programs are unpacked. The unpacker cannot go on where a kill interrupted it: what it had not
     * finished is removed.
     */
    static FileChannel lock(Path folder) throws IOException {
        Files.createDirectories(folder);
        var channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.lock();
        try (var versions = Files.newDirectoryStream(folder, "PG-*")) {
            for (var version : versions) {
                if (!Files.exists(version.resolve(".exists"))) {
                    Folders.delete(version);
                }
            }
        }
        return channel;
    }

    /**
     * The library creates its default working folder even when another is given, so only this property moves both; and
     * it looks for Alpine with a script left in the folder for temporary files, hence our own way to the archive.
     */
    static EmbeddedPostgres.Builder builder(Path folder) {
        System.setProperty("ot.epg.working-dir", folder.toString());
        return EmbeddedPostgres.builder().setPgBinaryResolver(Binaries::archive);
    }

    private static InputStream archive(String system, String machine) throws IOException {
        var architecture = machine.equals("aarch64") ? "arm_64" : machine;
        var name = "/postgres-" + system.toLowerCase(Locale.ROOT) + "-" + architecture + ".txz";
        var archive = Binaries.class.getResourceAsStream(name);
        if (archive == null) {
            throw new IOException("no PostgreSQL for " + system + " on " + machine);
        }
        return archive;
    }
}
