package dev.switchboard.operator.dlt;

import dev.switchboard.contracts.RecordPosition;
import dev.switchboard.operator.ExitCode;
import dev.switchboard.operator.audit.Journal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.support.KafkaHeaders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** One dead letter: where it came from, why it is here, its headers, and on request what it says. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "One dead letter with its headers; --payload shows what it says.",
        footer = {
            "",
            "Examples:",
            "  ./switchboard dlt show messaging.status.v1.status-service.dlt/0@42",
            "  ./switchboard dlt show messaging.status.v1.status-service.dlt/0@42 --payload --json"
        })
final class ShowOne implements Callable<Integer> {

    private final Shelves shelves;
    private final Journal journal;

    @Parameters(
            paramLabel = "TOPIC/PARTITION@OFFSET",
            converter = Positions.Converter.class,
            description = "Where it stands, as groups and tail print it.")
    private @Nullable RecordPosition position;

    @Option(
            names = "--payload",
            description = "Show the content too: it may hold the number and the words of a person.")
    private boolean payload;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    ShowOne(Shelves shelves, Journal journal) {
        this.shelves = shelves;
        this.journal = journal;
    }

    @Override
    public Integer call() {
        var wanted = Objects.requireNonNull(position);
        var commandLine = Objects.requireNonNull(spec).commandLine();
        shelves.named(Optional.of(wanted.topic()), commandLine);
        var letter = switch (shelves.find(wanted)) {
            case Shelves.Found.Here(var here) -> here;
            case Shelves.Found.OutOfRange(var begin, var end) ->
                throw new ParameterException(commandLine, "Nothing stands at " + wanted + ": " + range(begin, end));
            case Shelves.Found.NoSuchPartition() ->
                throw new ParameterException(commandLine, wanted.topic() + " has no such partition");
        };
        Output.of(spec).println(json ? JsonMapper.shared().writeValueAsString(all(letter)) : text(letter));
        return ExitCode.DONE;
    }

    private static String range(long begin, long end) {
        return begin == end ? "the partition is empty" : "the partition has " + begin + " to " + (end - 1);
    }

    private Map<String, Object> all(DeadLetter letter) {
        var all = new LinkedHashMap<String, Object>();
        all.put("position", letter.position().toString());
        all.put("origin", letter.origin().map(RecordPosition::toString).orElse("unknown"));
        all.put("cause", letter.cause());
        all.put("reason", letter.reason());
        all.put("state", letter.state(journal.states()));
        all.put("at", letter.at());
        all.put("replays", letter.replays());
        all.put("key", letter.key());
        all.put("bytes", letter.size());
        all.put("headers", letter.headers());
        if (payload) {
            all.put("payload", letter.value().orElse(""));
        }
        return all;
    }

    private String text(DeadLetter letter) {
        var about = new Table("POSITION", letter.position().toString());
        about.row("ORIGIN", letter.origin().map(RecordPosition::toString).orElse("unknown"));
        about.row("CAUSE", letter.cause() + ": " + letter.reason());
        about.row("STATE", letter.state(journal.states()));
        about.row("AT", letter.at());
        about.row("REPLAYS", letter.replays());
        about.row("KEY", letter.key());
        var headers = new Table("HEADER", "VALUE");
        letter.headers().forEach((name, value) -> {
            if (!name.equals(KafkaHeaders.DLT_EXCEPTION_STACKTRACE)) {
                headers.row(name, value);
            }
        });
        var trace = letter.header(KafkaHeaders.DLT_EXCEPTION_STACKTRACE)
                .map(text -> "\n\n" + text.strip())
                .orElse("");
        return about.print() + "\n\n" + headers.print() + trace + "\n\n" + content(letter);
    }

    private String content(DeadLetter letter) {
        return payload
                ? letter.value().orElse("no content")
                : letter.size() + " bytes of content; --payload shows them";
    }
}
