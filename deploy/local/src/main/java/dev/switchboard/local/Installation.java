package dev.switchboard.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where the build put things. */
record Installation(Path home) {
    /** {@code ./switchboard} says where it lies. */
    static Installation of(Environment environment) {
        return new Installation(Path.of(environment.get("SWITCHBOARD_HOME").orElse(""))
                .toAbsolutePath()
                .normalize());
    }

    String infrastructureClassPath() {
        return infrastructure().resolve("lib") + "/*";
    }

    /** PostgreSQL is unpacked once per build. */
    Path postgresPrograms() {
        return infrastructure().resolve("postgresql");
    }

    /** The log of a failed start outlives its folder. */
    Path keep(Path log) {
        var kept = home.resolve("deploy/local/target").resolve("failed-start.log");
        try {
            return Files.copy(log, kept, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            return log;
        }
    }

    private Path infrastructure() {
        return home.resolve("deploy/infrastructure/target");
    }
}
