package dev.switchboard.local.drill;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What was built here, each part started as a process of its own. */
record Built(Path home) {

    /** A broker and a database. */
    Child servers(Path folder, int kafkaPort, int databasePort, String... databases) {
        var target = home.resolve("deploy/infrastructure/target");
        var arguments = new ArrayList<>(List.of(
                "--data", folder.resolve("data").toString(),
                "--binaries", target.resolve("postgresql").toString(),
                "--kafka-port", Integer.toString(kafkaPort),
                "--postgres-port", Integer.toString(databasePort)));
        if (databases.length > 0) {
            arguments.addAll(List.of("--databases", String.join(",", databases)));
        }
        return Child.java(
                target.resolve("lib") + "/*",
                "dev.switchboard.infrastructure.InfrastructureProcess",
                arguments,
                Map.of(),
                folder.resolve("servers.log"));
    }

    /** One of the services, or the simulator. */
    Child service(String main, Map<String, String> settings, Path log) {
        return Child.java(home.resolve("deploy/local/target/lib") + "/*", main, List.of(), settings, log);
    }
}
