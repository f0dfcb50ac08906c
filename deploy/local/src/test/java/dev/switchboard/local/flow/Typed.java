package dev.switchboard.local.flow;

import dev.switchboard.operator.Operator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A command of the operator's tool, and what it answered. */
record Typed(int exit, String output, String errors) {

    static Typed in(Map<String, String> environment, String... arguments) {
        var output = new StringWriter();
        var errors = new StringWriter();
        var exit = Operator.run(
                arguments,
                environment,
                Clock.systemUTC(),
                new PrintWriter(output, true),
                new PrintWriter(errors, true));
        return new Typed(exit, output.toString(), errors.toString());
    }

    /** In a process of its own, which can be killed. */
    static Process start(Map<String, String> environment, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Operator.class.getName()));
        command.addAll(List.of(arguments));
        var builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        return builder.start();
    }
}
