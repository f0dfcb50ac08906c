package dev.switchboard.operator.dlt;

import dev.switchboard.operator.ExitCode;
import dev.switchboard.operator.audit.Journal;
import dev.switchboard.operator.audit.State;
import dev.switchboard.operator.audit.States;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
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
        description = {
            "Topics that hold dead letters, and how many of them are new, replayed, parked or dismissed.",
            "Ends with 3 if any is new."
        },
        footer = {"", "Examples:", "  ./switchboard dlt list", "  ./switchboard dlt list --json"})
final class ListShelves implements Callable<Integer> {

    private final Shelves shelves;
    private final Journal journal;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    ListShelves(Shelves shelves, Journal journal) {
        this.shelves = shelves;
        this.journal = journal;
    }

    /** What stands in one topic. The oldest and the most frequent cause are those of what is new, if anything is. */
    record Row(String topic, boolean parked, long count, Map<State, Long> states, Instant oldest, String topCause) {
        long of(State state) {
            return states.getOrDefault(state, 0L);
        }
    }

    @Override
    public Integer call() {
        var rows = rows(journal.states());
        Output.of(spec).println(json ? JsonMapper.shared().writeValueAsString(rows) : text(rows));
        return rows.stream().allMatch(row -> row.of(State.NEW) == 0) ? ExitCode.DONE : ExitCode.FINDINGS;
    }

    private List<Row> rows(States states) {
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
                .map(shelf -> row(shelf, letters.getOrDefault(shelf.name(), List.of()), states))
                .toList();
    }

    private static Row row(Shelf shelf, List<DeadLetter> letters, States states) {
        var counts = new EnumMap<State, Long>(State.class);
        letters.forEach(letter -> counts.merge(letter.state(states), 1L, Long::sum));
        var shown = counts.containsKey(State.NEW)
                ? letters.stream()
                        .filter(letter -> letter.state(states) == State.NEW)
                        .toList()
                : letters;
        var causes = new HashMap<String, Integer>();
        shown.forEach(letter -> causes.merge(letter.cause() + ": " + letter.reason(), 1, Integer::sum));
        var oldest = shown.stream().map(DeadLetter::at).min(Comparator.naturalOrder());
        var top = causes.entrySet().stream().max(Map.Entry.comparingByValue());
        return new Row(
                shelf.name(),
                shelf.parked(),
                letters.size(),
                counts,
                oldest.orElseThrow(),
                top.map(Map.Entry::getKey).orElseThrow());
    }

    private static String text(List<Row> rows) {
        if (rows.isEmpty()) {
            return "No dead letters.";
        }
        var table = new Table("TOPIC", "NEW", "REPLAYED", "PARKED", "DISMISSED", "OLDEST", "TOP CAUSE");
        rows.forEach(row -> table.row(
                row.topic(),
                row.of(State.NEW),
                row.of(State.REPLAYED),
                row.of(State.PARKED),
                row.of(State.DISMISSED),
                Times.seconds(row.oldest()),
                row.topCause()));
        return table.print();
    }
}
