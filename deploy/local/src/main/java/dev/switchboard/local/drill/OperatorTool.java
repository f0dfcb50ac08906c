package dev.switchboard.local.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code ./switchboard dlt …} in a process of its own, which can be killed. */
record OperatorTool(Path home, Path folder, Map<String, String> environment) {

    record Answer(int exit, String output, String errors) {}

    Answer run(String... arguments) throws IOException, InterruptedException {
        var said = Files.createTempFile(folder, "said", ".txt");
        var errors = Files.createTempFile(folder, "errors", ".txt");
        var process = start(said, errors, arguments);
        return new Answer(process.waitFor(), Files.readString(said), Files.readString(errors));
    }

    /** As {@link #run}, where it must work. */
    String done(String... arguments) throws IOException, InterruptedException {
        var answer = run(arguments);
        if (answer.exit() != 0) {
            throw new IllegalStateException(String.join(" ", arguments) + " ends with " + answer.exit() + ": "
                    + answer.output() + answer.errors());
        }
        return answer.output();
    }

    Process start(Path said, Path errors, String... arguments) throws IOException {
        var target = home.resolve("deploy/operator/target");
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                target.resolve("operator.jar") + ":" + target.resolve("lib") + "/*",
                "dev.switchboard.operator.Operator",
                "dlt"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectOutput(said.toFile()).redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("KAFKA_"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** The id of a new plan. */
    String plan(String... arguments) throws IOException, InterruptedException {
        var output = done(arguments);
        var at = output.indexOf("Plan p-");
        if (at < 0) {
            throw new IllegalStateException("no plan was made: " + output);
        }
        return output.substring(at + 5, at + 15);
    }
}
