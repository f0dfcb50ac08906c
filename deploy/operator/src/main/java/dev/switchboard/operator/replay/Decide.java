package dev.switchboard.operator.replay;

import dev.switchboard.contracts.RecordPosition;
import dev.switchboard.operator.dlt.DeadLetter;
import dev.switchboard.operator.dlt.Output;
import dev.switchboard.operator.dlt.Selection;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What {@code park} and {@code dismiss} have in common: which dead letters, and why. */
final class Decide {

    @Parameters(paramLabel = "TOPIC", description = "A topic of dead letters.")
    private String topic = "";

    @Mixin
    private Selection selection = new Selection();

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the audit.")
    private String reason = "";

    @Option(names = "--yes", description = "Do not ask, however many records it is.")
    private boolean yes;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    String reason() {
        return reason;
    }

    PrintWriter output() {
        return Output.of(spec);
    }

    /** The new ones that are meant: counted and confirmed first, then given one after the other. */
    List<RecordPosition> each(Desk desk, String what, Consumer<DeadLetter> then) {
        var command = Objects.requireNonNull(spec).commandLine();
        var shelves = desk.shelves().named(Optional.of(topic), command);
        var wanted = selection.newAt(desk.clock(), desk.journal().states());
        var meant = new ArrayList<RecordPosition>();
        desk.shelves().read(shelves, letter -> {
            if (wanted.test(letter)) {
                meant.add(letter.position());
            }
        });
        Confirmation.require(meant.size(), what, yes, command.getErr());
        if (!meant.isEmpty()) {
            var counted = java.util.Set.copyOf(meant);
            desk.shelves().read(shelves, letter -> {
                if (counted.contains(letter.position())) {
                    then.accept(letter);
                }
            });
        }
        return meant;
    }
}
