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
import picocli.CommandLine.Spec;

/** Repairs whatever is broken. */
@Command(
        name = "off",
        mixinStandardHelpOptions = true,
        description = "Repairs everything: what was stopped goes on, the simulator is calm again.",
        footer = {"", "Examples:", "  ./switchboard chaos off", "  ./switchboard chaos off --port-base 18080"})
final class RepairAll implements Callable<Integer> {

    @Mixin
    private final Where where;

    @Spec
    private @Nullable CommandSpec spec;

    RepairAll(Surroundings surroundings) {
        this.where = new Where(surroundings);
    }

    @Override
    public Integer call() {
        var output = Objects.requireNonNull(spec).commandLine().getOut();
        var repaired = Damage.of(Target.of(where)).repaired();
        repaired.forEach(one -> output.println("repaired  " + one));
        output.println("Nothing is broken.");
        return ExitCode.DONE;
    }
}
