package dev.switchboard.local.deployment;

import dev.switchboard.local.settings.Setting;
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

    private static final String RESOURCES = "common-contracts/src/main/resources";
    private static final String SHARED = "dev/switchboard/contracts/service.yml";

    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    final String folder;
    final String shortName;
    final int port;

    Parts(String folder, String shortName, int port) {
        this.folder = folder;
        this.shortName = shortName;
        this.port = port;
    }

    /** Its own settings, then those that every service imports. */
    List<Setting> settings() {
        var own = text(ROOT.resolve(folder).resolve("src/main/resources/" + shortName + ".yml"));
        var shared = own.contains("classpath:" + SHARED)
                ? text(ROOT.resolve(RESOURCES).resolve(SHARED))
                : "";
        return Setting.in(own + "\n\n" + shared);
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
