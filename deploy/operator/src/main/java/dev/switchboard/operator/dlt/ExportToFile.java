package dev.switchboard.operator.dlt;

import dev.switchboard.operator.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Dead letters as lines of JSON, byte for byte: key, value and every header in base64, and the value as text beside it. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes dead letters to a file, a line of JSON each. It holds content: treat it so.",
        footer = {
            "",
            "Examples:",
            "  ./switchboard dlt export messaging.status.v1.status-service.dlt -o letters.jsonl",
            "  ./switchboard dlt export messaging.status.v1.status-service.dlt -o bugs.jsonl --where 'cause==bug'"
        })
final class ExportToFile implements Callable<Integer> {

    private final Shelves shelves;
    private final Clock clock;

    @Parameters(paramLabel = "TOPIC", description = "A dead-letter topic.")
    private String topic = "";

    @Option(names = "-o", required = true, paramLabel = "FILE", description = "A file that does not exist yet.")
    private @Nullable Path file;

    @Mixin
    private Selection selection = new Selection();

    @Spec
    private @Nullable CommandSpec spec;

    ExportToFile(Shelves shelves, Clock clock) {
        this.shelves = shelves;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var commandLine = Objects.requireNonNull(spec).commandLine();
        var target = Objects.requireNonNull(file);
        var source = shelves.named(Optional.of(topic), commandLine);
        var wanted = selection.at(clock);
        var written = new AtomicInteger();
        try (var lines = new PrintWriter(
                Files.newBufferedWriter(target, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW))) {
            shelves.read(source, letter -> {
                if (wanted.test(letter)) {
                    lines.println(JsonMapper.shared().writeValueAsString(line(letter)));
                    written.incrementAndGet();
                }
            });
        } catch (FileAlreadyExistsException e) {
            throw new ParameterException(commandLine, target + " exists already");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Output.of(spec).println(written + " records in " + target);
        return ExitCode.DONE;
    }

    private static Map<String, Object> line(DeadLetter letter) {
        var line = new LinkedHashMap<String, Object>();
        line.put("position", letter.position().toString());
        line.put("cause", letter.cause());
        line.put("reason", letter.reason());
        line.put("key", base64(letter.record().key()));
        line.put("value", base64(letter.record().value()));
        line.put("text", letter.value().orElse(""));
        line.put("headers", headers(letter));
        return line;
    }

    /** In their order: a name may come twice. */
    private static List<Map<String, String>> headers(DeadLetter letter) {
        var headers = new ArrayList<Map<String, String>>();
        for (Header header : letter.record().headers()) {
            headers.add(Map.of("name", header.key(), "value", base64(header.value())));
        }
        return headers;
    }

    private static String base64(byte @Nullable [] bytes) {
        return bytes == null ? "" : Base64.getEncoder().encodeToString(bytes);
    }
}
