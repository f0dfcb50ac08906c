package dev.switchboard.operator.chaos;

import dev.switchboard.operator.ExitCode;
import dev.switchboard.operator.Surroundings;
import dev.switchboard.operator.Where;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets a stopped part go on. */
@Command(
        name = "continue",
        mixinStandardHelpOptions = true,
        description = "Lets what was stopped go on: broker, ingress, dispatcher, status, fallback, simulator.",
        footer = {"", "Examples:", "  ./switchboard chaos continue broker", "  ./switchboard chaos continue status"})
final class ContinuePart implements Callable<Integer> {

    @Mixin
    private final Where where;

    @Parameters(paramLabel = "PART", description = "What goes on.")
    private Part part = Part.BROKER;

    @Spec
    private @Nullable CommandSpec spec;

    ContinuePart(Surroundings surroundings) {
        this.where = new Where(surroundings);
    }

    @Override
    public Integer call() {
        Target.of(where).parts().goOn(part.word());
        Objects.requireNonNull(spec).commandLine().getOut().println(part.word() + " goes on.");
        return ExitCode.DONE;
    }
}
