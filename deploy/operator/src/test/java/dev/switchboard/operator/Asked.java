package dev.switchboard.operator;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a command printed, and how it ended. */
public record Asked(int exit, String output, String errors) {

    public static Asked of(Map<String, String> environment, Path temporary, Clock clock, String... arguments) {
        var output = new StringWriter();
        var errors = new StringWriter();
        var exit = Operator.run(
                arguments,
                new Surroundings(environment, temporary, clock),
                new PrintWriter(output, true),
                new PrintWriter(errors, true));
        return new Asked(exit, output.toString(), errors.toString());
    }

    public JsonNode json() {
        return JsonMapper.shared().readTree(output);
    }
}
