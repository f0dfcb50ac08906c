package dev.switchboard.local.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The parts of the product that run, and where their settings stand. */
enum Parts {
    INGRESS("ingress-service", "ingress", 8080),
    DISPATCHER("dispatcher-service", "dispatcher", 8081),
    STATUS("status-service", "status", 8082),
    FALLBACK("fallback-service", "fallback", 8083),
    SIMULATOR("deploy/simulator", "simulator", 8090);

    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    final String folder;
    final String shortName;
    final int port;

    Parts(String folder, String shortName, int port) {
        this.folder = folder;
        this.shortName = shortName;
        this.port = port;
    }

    List<Setting> settings() {
        return Setting.in(text(ROOT.resolve(folder).resolve("src/main/resources/" + shortName + ".yml")));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
