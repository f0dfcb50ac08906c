package dev.switchboard.operator;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a command printed, and how it ended. */
record Answer(int exit, String output, String errors) {

    static Answer to(Instant now, Map<String, String> environment, String... arguments) {
        var output = new StringWriter();
        var errors = new StringWriter();
        var exit = to(output, errors, now, environment, arguments);
        return new Answer(exit, output.toString(), errors.toString());
    }

    static int to(
            StringWriter output,
            StringWriter errors,
            Instant now,
            Map<String, String> environment,
            String... arguments) {
        return Operator.run(
                arguments,
                environment,
                Clock.fixed(now, ZoneOffset.UTC),
                new PrintWriter(output, true),
                new PrintWriter(errors, true));
    }

    JsonNode json() {
        return JsonMapper.shared().readTree(output);
    }
}
