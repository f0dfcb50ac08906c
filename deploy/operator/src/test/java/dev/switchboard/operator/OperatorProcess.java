package dev.switchboard.operator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The tool as a process of its own, which can be killed. */
record OperatorProcess(Process process, Path said) {

    static OperatorProcess start(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        var said = Files.createTempFile(folder, "operator", ".txt");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Operator.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(said.toFile());
        return new OperatorProcess(builder.start(), said);
    }

    /** As {@code kill -9} does: nothing in the process gets a word in. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** As Ctrl-C and an orchestrator's stop do. */
    void terminate() {
        process.destroy();
    }

    int exit() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the tool does not end");
        }
        return process.exitValue();
    }

    String output() throws IOException {
        return Files.readString(said);
    }
}
