package dev.switchboard.operator.replay;

import dev.switchboard.contracts.audit.Treatment;
import dev.switchboard.operator.ExitCode;
import dev.switchboard.operator.dlt.Output;
import dev.switchboard.operator.dlt.Times;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** How far a plan is. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "How far a plan is, as the audit tells.",
        footer = {
            "",
            "Examples:",
            "  ./switchboard dlt status p-91c2f0a7",
            "  ./switchboard dlt status p-91c2f0a7 --json"
        })
final class ShowPlan implements Callable<Integer> {

    private final Desk desk;

    @Parameters(paramLabel = "PLAN", description = "As replay names it.")
    private String id = "";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    ShowPlan(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        var plan =
                new Plans(desk.journal()).named(id, Objects.requireNonNull(spec).commandLine());
        Output.of(spec).println(json ? JsonMapper.shared().writeValueAsString(all(plan)) : text(plan));
        return ExitCode.DONE;
    }

    static String text(Plan plan) {
        var made = plan.made();
        var about = "Plan " + plan.id() + " · " + plan.state() + " · " + made.selection() + "\n"
                + made.portions().stream().map(PlanText::line).collect(Collectors.joining("\n")) + "\n"
                + "  made by " + made.by() + " at " + Times.seconds(made.occurredAt());
        var begun = plan.start()
                .map(start -> "\n  begun by " + start.by() + " at " + Times.seconds(start.occurredAt()) + ": "
                        + start.reason() + "\n  " + done(plan))
                .orElse("");
        return about + begun + "\n" + next(plan);
    }

    private static String done(Plan plan) {
        var counts = plan.counts();
        var planned = plan.count(Treatment.REPLAY) + plan.count(Treatment.PARK);
        return "replayed " + counts.getOrDefault(Treatment.REPLAY, 0L) + "  skipped "
                + counts.getOrDefault(Treatment.SKIP, 0L) + "  failed " + counts.getOrDefault(Treatment.FAIL, 0L)
                + "  parked " + counts.getOrDefault(Treatment.PARK, 0L) + " of " + planned + ", last sign "
                + Times.seconds(plan.lastSign());
    }

    private static String next(Plan plan) {
        if (plan.isCanceled() || plan.isDone()) {
            return "Nothing is left to do.";
        }
        return plan.start().isEmpty()
                ? "Nothing was sent. ./switchboard dlt replay " + plan.id() + " --execute --reason \"…\""
                : "Go on with: ./switchboard dlt resume " + plan.id();
    }

    private static Map<String, Object> all(Plan plan) {
        var all = new LinkedHashMap<String, Object>();
        all.put("plan", plan.id());
        all.put("state", plan.state());
        all.put("selection", plan.made().selection());
        all.put("by", plan.made().by());
        all.put("planned", plan.count(Treatment.REPLAY) + plan.count(Treatment.PARK));
        for (var treatment : Treatment.values()) {
            all.put(treatment.wireName(), plan.counts().getOrDefault(treatment, 0L));
        }
        all.put("lastSign", plan.lastSign().toString());
        return all;
    }
}
