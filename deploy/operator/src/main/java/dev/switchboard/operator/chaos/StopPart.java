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

/** Stops a part of dev until it is continued. */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description = "Halts the broker, or stops a service: broker, ingress, dispatcher, status, fallback, simulator.",
        footer = {"", "Examples:", "  ./switchboard chaos stop broker", "  ./switchboard chaos stop status"})
final class StopPart implements Callable<Integer> {

    @Mixin
    private final Where where;

    @Parameters(paramLabel = "PART", description = "What to stop.")
    private Part part = Part.BROKER;

    @Spec
    private @Nullable CommandSpec spec;

    StopPart(Surroundings surroundings) {
        this.where = new Where(surroundings);
    }

    @Override
    public Integer call() {
        Target.of(where).parts().stop(part.word());
        Objects.requireNonNull(spec)
                .commandLine()
                .getOut()
                .println(part.word() + " is stopped; ./switchboard chaos continue " + part.word() + " lets it go on.");
        return ExitCode.DONE;
    }
}
