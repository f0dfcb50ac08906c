package dev.switchboard.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a folder already holds what its server needs. A mark beside the folder says that its first content is being
 * written; a mark found at the next start means that a kill came between, and the half-written folder is started over.
 */
record FirstContent(Path mark, boolean isMissing) {
    static FirstContent of(Path folder) throws IOException {
        var mark = folder.resolveSibling("." + folder.getFileName() + "-unfinished");
        if (Files.exists(mark)) {
            Folders.delete(folder);
        }
        var missing = isEmpty(Files.createDirectories(folder));
        if (missing) {
            Files.writeString(mark, "");
        }
        return new FirstContent(mark, missing);
    }

    void done() throws IOException {
        Files.deleteIfExists(mark);
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var content = Files.newDirectoryStream(folder)) {
            return !content.iterator().hasNext();
        }
    }
}
