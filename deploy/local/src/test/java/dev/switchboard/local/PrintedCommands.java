package dev.switchboard.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The commands in the code blocks of a page.
 *
 * @param typed those of {@code ./switchboard}
 * @param scripts what else a shell runs, one script of each block
 */
record PrintedCommands(List<String> typed, List<String> scripts) {

    /** Why a command is not run with the others. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "./switchboard dlt", "PrintedCommandsIT brings a plan and dead letters for each of them",
            "./switchboard drill", "takes minutes; in small they are tests of their own",
            "./switchboard rebuild", "RebuildIT runs what the script calls",
            "./switchboard doctor --online", "asks Twilio and Meta themselves",
            "curl -s -X POST localhost:8081/api/v1/parked", "ApiIT of the dispatcher has a message that is parked");

    private static final Pattern BLOCK =
            Pattern.compile("^```(?:sh)?\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern COMMENT = Pattern.compile("  +# .*$");
    private static final Pattern SHELL = Pattern.compile("curl .*|\\w+=\\$\\(.*");
    private static final Pattern TO_A_FILE = Pattern.compile(" >\\S+$");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    static PrintedCommands of(Path page) throws IOException {
        var typed = new ArrayList<String>();
        var scripts = new ArrayList<String>();
        BLOCK.matcher(Files.readString(page)).results().forEach(block -> {
            var lines = block.group(1)
                    .replace("\\\n", " ")
                    .lines()
                    .map(line -> COMMENT.matcher(line).replaceFirst(""))
                    .toList();
            lines.stream().filter(line -> line.startsWith("./switchboard")).forEach(typed::add);
            var script = lines.stream()
                    .filter(line -> SHELL.matcher(line).matches())
                    .filter(line -> !isRunElsewhere(line))
                    .toList();
            if (!script.isEmpty()) {
                scripts.add(String.join("\n", script));
            }
        });
        return new PrintedCommands(typed, scripts);
    }

    static boolean isRunElsewhere(String command) {
        return ELSEWHERE.keySet().stream().anyMatch(command.strip()::startsWith);
    }

    /** What follows {@code ./switchboard}, as a shell splits it. */
    static List<String> words(String command) {
        return WORD.matcher(TO_A_FILE.matcher(command.strip()).replaceFirst(""))
                .results()
                .map(word -> Stream.of(1, 2, 3)
                        .map(word::group)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseThrow())
                .skip(1)
                .toList();
    }
}
