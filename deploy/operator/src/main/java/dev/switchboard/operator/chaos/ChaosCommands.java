package dev.switchboard.operator.chaos;

import dev.switchboard.operator.ExitCode;
import dev.switchboard.operator.Surroundings;
import dev.switchboard.operator.Where;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./switchboard chaos …}; without more, what is broken now. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        description = {
            "Breaks a part of a running dev on purpose, and repairs it. Without a command: what is broken now.",
            "Nothing but a dev on this machine can be broken."
        },
        exitCodeListHeading = "%nEnds with:%n",
        exitCodeList = {"0:done, or nothing is broken", "1:typed wrongly", "2:no dev answers", "3:something is broken"},
        footer = {"", "Examples:", "  ./switchboard chaos stop broker", "  ./switchboard chaos off"})
public final class ChaosCommands implements Callable<Integer> {

    @Mixin
    private final Where where;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    private ChaosCommands(Surroundings surroundings) {

        this.where = new Where(surroundings);
    }

    public static CommandLine of(Surroundings surroundings) {
        return new CommandLine(new ChaosCommands(surroundings))
                .addSubcommand(new StopPart(surroundings))
                .addSubcommand(new ContinuePart(surroundings))
                .addSubcommand(new DisturbCallbacks(surroundings))
                .addSubcommand(new DisturbSends(surroundings))
                .addSubcommand(new Poison(surroundings))
                .addSubcommand(new RepairAll(surroundings));
    }

    @Override
    public Integer call() {
        var broken = Damage.of(Target.of(where)).now();
        var output = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            output.println(JsonMapper.shared().writeValueAsString(broken));
        } else if (broken.isEmpty()) {
            output.println("Nothing is broken.");
        } else {
            broken.forEach(output::println);
        }
        return exit(broken);
    }

    private static int exit(List<String> broken) {
        return broken.isEmpty() ? ExitCode.DONE : ExitCode.FINDINGS;
    }
}
