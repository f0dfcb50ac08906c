package dev.switchboard.operator.dlt;

import dev.switchboard.operator.ExitCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Which dead-letter topics hold something, how much, since when and mostly why. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Topics that hold dead letters; ends with 3 if there is any.",
        footer = {"", "Examples:", "  ./switchboard dlt list", "  ./switchboard dlt list --json"})
final class ListShelves implements Callable<Integer> {

    private final Shelves shelves;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    ListShelves(Shelves shelves) {
        this.shelves = shelves;
    }

    /** What stands in one topic. */
    record Row(String topic, boolean parked, long count, Instant oldest, String topCause) {}

    @Override
    public Integer call() {
        var rows = rows();
        Output.of(spec).println(json ? JsonMapper.shared().writeValueAsString(rows) : text(rows));
        return rows.isEmpty() ? ExitCode.DONE : ExitCode.FINDINGS;
    }

    private List<Row> rows() {
        var existing = shelves.existing();
        var sizes = shelves.sizes(existing);
        var filled = existing.stream()
                .filter(shelf -> sizes.getOrDefault(shelf.name(), 0L) > 0)
                .toList();
        var letters = new HashMap<String, List<DeadLetter>>();
        shelves.read(
                filled,
                letter -> letters.computeIfAbsent(letter.position().topic(), _ -> new ArrayList<>())
                        .add(letter));
        return filled.stream()
                .filter(shelf -> letters.containsKey(shelf.name()))
                .map(shelf -> row(shelf, letters.getOrDefault(shelf.name(), List.of())))
                .toList();
    }

    private static Row row(Shelf shelf, List<DeadLetter> letters) {
        var causes = new HashMap<String, Integer>();
        letters.forEach(letter -> causes.merge(letter.cause() + ": " + letter.reason(), 1, Integer::sum));
        var oldest = letters.stream().map(DeadLetter::at).min(Comparator.naturalOrder());
        var top = causes.entrySet().stream().max(Map.Entry.comparingByValue());
        return new Row(
                shelf.name(),
                shelf.parked(),
                letters.size(),
                oldest.orElseThrow(),
                top.map(Map.Entry::getKey).orElseThrow());
    }

    private static String text(List<Row> rows) {
        if (rows.isEmpty()) {
            return "No dead letters.";
        }
        var table = new Table("TOPIC", "COUNT", "OLDEST", "TOP CAUSE");
        rows.forEach(row -> table.row(row.topic(), row.count(), Times.seconds(row.oldest()), row.topCause()));
        return table.print();
    }
}
