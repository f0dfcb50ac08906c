package dev.switchboard.operator.replay;

import dev.switchboard.contracts.audit.ReplayEvent.ReplayStarted;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Carries on what was stopped, or killed. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = {
            "Carries on a plan that was stopped or killed: only what is left of it.",
            "If it still runs elsewhere, it ends there."
        },
        footer = {
            "",
            "Examples:",
            "  ./switchboard dlt resume p-91c2f0a7",
            "  ./switchboard dlt resume p-91c2f0a7 --rate 50/s --reason \"the provider is back\""
        })
final class Resume implements Callable<Integer> {

    private final Desk desk;

    @Parameters(paramLabel = "PLAN", description = "As replay names it.")
    private String id = "";

    @Mixin
    private CarryOut carryOut = new CarryOut();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit; without it the one before.")
    private @Nullable String reason;

    @Spec
    private @Nullable CommandSpec spec;

    Resume(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        var command = Objects.requireNonNull(spec).commandLine();
        var plan = new Plans(desk.journal()).named(id, command);
        var before = plan.start()
                .map(ReplayStarted::reason)
                .orElseThrow(() -> new ParameterException(
                        command,
                        "Plan " + id + " was never begun: ./switchboard dlt replay " + id
                                + " --execute --reason \"…\""));
        try {
            return carryOut.carryOut(desk, plan, reason == null || reason.isBlank() ? before : reason, false);
        } catch (Corrections.BadFile e) {
            throw new ParameterException(command, String.valueOf(e.getMessage()));
        }
    }
}
