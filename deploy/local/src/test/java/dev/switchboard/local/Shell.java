package dev.switchboard.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Runs what is printed for a dev at its usual ports against one at others; what the server refuses fails. */
record Shell(Path folder, int base, String address) {

    private static final Map<String, Integer> PORTS =
            Map.of("8080", 0, "8081", 1, "8082", 2, "8083", 3, "8090", 10, "9092", 20, "5433", 21);

    /** What a reader has at hand from the lines above. */
    private static final String BEFORE = """
            id=$(curl -s 'localhost:8082/api/v1/messages?limit=1' | sed 's/.*"items":.{"id":"\\([^"]*\\)".*/\\1/')
            contact=$(curl -s 'localhost:8082/api/v1/contacts?address=%s' | sed 's/.*"id":"\\([^"]*\\)".*/\\1/')
            """;

    record Run(int exit, String output) {}

    Run run(String script) throws IOException, InterruptedException {
        Files.writeString(folder.resolve(".curlrc"), "fail-with-body\nshow-error\n");
        var all = BEFORE.formatted(address) + script;
        for (var port : PORTS.entrySet()) {
            all = all.replace("localhost:" + port.getKey(), "localhost:" + (base + port.getValue()));
        }
        var builder = new ProcessBuilder("sh", "-e", "-c", all).redirectErrorStream(true);
        builder.environment().put("CURL_HOME", folder.toString());
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }
}
