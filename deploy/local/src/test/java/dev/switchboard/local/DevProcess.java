package dev.switchboard.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./switchboard} without its script: the launcher on the class path the build made, in a process of its own. */
record DevProcess(Process process) implements AutoCloseable {
    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();

    static DevProcess start(Path temporary, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.io.tmpdir=" + Files.createDirectories(temporary),
                "-cp",
                HOME.resolve("deploy/local/target/lib") + "/*",
                "dev.switchboard.local.Launcher"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("SWITCHBOARD_HOME", HOME.toString());
        builder.environment().put("SWITCHBOARD_PROVIDERS", "simulator");
        return new DevProcess(builder.start());
    }

    /** What {@code dev --json} says when it is ready. */
    JsonNode ready() throws IOException {
        return JsonMapper.shared().readTree(process.inputReader().readLine());
    }

    String output() throws IOException {
        return String.join("\n", process.inputReader().lines().toList());
    }

    int endsWithin(int seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
