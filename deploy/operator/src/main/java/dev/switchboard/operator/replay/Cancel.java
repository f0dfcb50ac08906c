package dev.switchboard.operator.replay;

import dev.switchboard.contracts.audit.ReplayEvent.PlanCanceled;
import dev.switchboard.operator.ExitCode;
import dev.switchboard.operator.dlt.Output;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Ends a plan for good, wherever it runs. */
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        description = "Ends a plan for good. Where it runs, it ends within a second; what was replayed stays replayed.",
        footer = {
            "",
            "Examples:",
            "  ./switchboard dlt cancel p-91c2f0a7 --reason \"wrong tenant\"",
            "  ./switchboard dlt cancel p-0c77d1e4 --reason \"made a better plan\""
        })
final class Cancel implements Callable<Integer> {

    private final Desk desk;

    @Parameters(paramLabel = "PLAN", description = "As replay names it.")
    private String id = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the audit.")
    private String reason = "";

    @Spec
    private @Nullable CommandSpec spec;

    Cancel(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        var plan =
                new Plans(desk.journal()).named(id, Objects.requireNonNull(spec).commandLine());
        if (plan.isDone() || plan.isCanceled()) {
            throw new Refused("Plan " + id + " is " + plan.state() + ": there is nothing to cancel.");
        }
        desk.journal()
                .write(new PlanCanceled(
                        id, desk.operator(), reason, desk.clock().instant()));
        Output.of(spec).println("Plan " + id + " is canceled.");
        return ExitCode.DONE;
    }
}
