package dev.switchboard.local.flow;

import dev.switchboard.operator.Operator;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
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
}
