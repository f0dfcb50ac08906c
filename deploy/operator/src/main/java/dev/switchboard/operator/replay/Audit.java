package dev.switchboard.operator.replay;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.audit.Portion;
import dev.switchboard.contracts.audit.ReplayEvent;
import dev.switchboard.contracts.audit.ReplayEvent.LettersDismissed;
import dev.switchboard.contracts.audit.ReplayEvent.LettersParked;
import dev.switchboard.contracts.audit.ReplayEvent.PlanCanceled;
import dev.switchboard.contracts.audit.ReplayEvent.PlanMade;
import dev.switchboard.contracts.audit.ReplayEvent.ReplayEnded;
import dev.switchboard.contracts.audit.ReplayEvent.ReplayProgressed;
import dev.switchboard.contracts.audit.ReplayEvent.ReplayStarted;
import dev.switchboard.contracts.audit.Span;
import dev.switchboard.operator.ExitCode;
import dev.switchboard.operator.dlt.Output;
import dev.switchboard.operator.dlt.Table;
import dev.switchboard.operator.dlt.Times;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Who did what about dead letters, when, why, and to how many. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description =
                "Who did what about dead letters, when, why, and to how many; --json prints every event as a line.",
        footer = {"", "Examples:", "  ./switchboard dlt audit", "  ./switchboard dlt audit p-91c2f0a7 --json"})
final class Audit implements Callable<Integer> {

    private final Desk desk;

    @Parameters(arity = "0..1", paramLabel = "PLAN", description = "Only what is about this plan.")
    private @Nullable String id;

    @Option(names = "--json", description = "Print a line of JSON for each event, as it stands on the topic.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    Audit(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        var events = id == null ? desk.journal().read() : desk.journal().read(id);
        Output.of(spec).println(json ? lines(events) : text(events));
        return ExitCode.DONE;
    }

    private static String lines(List<ReplayEvent> events) {
        return events.stream().map(Wire.JSON::writeValueAsString).collect(Collectors.joining("\n"));
    }

    private static String text(List<ReplayEvent> events) {
        if (events.isEmpty()) {
            return "Nobody has done anything about dead letters yet.";
        }
        var table = new Table("AT", "PLAN", "WHO", "WHAT", "WHY");
        var who = new HashMap<String, String>();
        var done = new HashMap<String, Long>();
        events.forEach(event -> row(table, event, who, done));
        return table.print();
    }

    private static void row(Table table, ReplayEvent event, Map<String, String> who, Map<String, Long> done) {
        switch (event) {
            case PlanMade made -> add(table, event, made.by(), "planned " + records(made.portions()), made.selection());
            case ReplayStarted started -> {
                who.put(started.executionId(), started.by());
                add(table, event, started.by(), "began" + (started.blind() ? " blind" : ""), started.reason());
            }
            case ReplayProgressed progressed ->
                done.merge(progressed.executionId(), count(progressed.portions()), Long::sum);
            case ReplayEnded ended ->
                add(
                        table,
                        event,
                        who.getOrDefault(ended.executionId(), "unknown"),
                        ended.end().wireName() + ", " + done.getOrDefault(ended.executionId(), 0L) + " settled, "
                                + ended.diedAgain() + " died again",
                        ended.detail() == null ? "" : ended.detail());
            case PlanCanceled canceled -> add(table, event, canceled.by(), "canceled", canceled.reason());
            case LettersParked parked ->
                add(table, event, parked.by(), "parked " + spans(parked.spans()), parked.reason());
            case LettersDismissed dismissed ->
                add(table, event, dismissed.by(), "dismissed " + spans(dismissed.spans()), dismissed.reason());
        }
    }

    private static void add(Table table, ReplayEvent event, String by, String what, String why) {
        table.row(Times.seconds(event.occurredAt()), event.planId(), by, what, why);
    }

    private static String records(List<Portion> portions) {
        return count(portions) + " records";
    }

    private static long count(List<Portion> portions) {
        return portions.stream().mapToLong(Portion::count).sum();
    }

    private static String spans(List<Span> spans) {
        return spans.stream().mapToLong(Span::count).sum() + " records";
    }
}
