package dev.switchboard.local;

import dev.switchboard.infrastructure.DataDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A dev of this user that is running now. */
record RunningDev(ProcessHandle process, Optional<Path> data) {
    static List<RunningDev> all(Optional<Path> data) {
        return DataDirectory.owned("dev").stream()
                .map(owner -> new RunningDev(owner.process(), owner.elsewhere()))
                .filter(dev -> data.isEmpty() || dev.data().equals(data.map(RunningDev::absolute)))
                .toList();
    }

    @Override
    public String toString() {
        return "switchboard, process " + process.pid()
                + data.map(path -> ", data in " + path).orElse("");
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
