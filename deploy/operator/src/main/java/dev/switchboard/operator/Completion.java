package dev.switchboard.operator;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** What a shell needs to complete our commands. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Prints what bash and zsh need to complete the commands.",
        footer = {
            "",
            "Examples:",
            "  ./switchboard completion",
            "  ./switchboard completion >~/.local/share/bash-completion/completions/switchboard"
        })
final class Completion implements Callable<Integer> {

    /** Those of the launcher and the script, which are not commands of this program. */
    private static final Map<String, List<String>> OTHERS = Map.of(
            "dev", List.of("--data", "--port-base", "--json", "--quiet"),
            "stop", List.of("--data"),
            "config", List.of("--alone"),
            "drill", List.of("--seconds", "--rate", "--records"),
            "bench", List.of(),
            "rebuild", List.of("--keep", "--port-base"),
            "help", List.of());

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var command = Objects.requireNonNull(spec).commandLine();
        command.getOut().print(AutoComplete.bash("switchboard", withOthers(command.getParent())));
        return ExitCode.DONE;
    }

    private static CommandLine withOthers(CommandLine root) {
        OTHERS.forEach((name, options) -> {
            var other = CommandSpec.create();
            options.forEach(option -> other.addOption(OptionSpec.builder(option).build()));
            root.addSubcommand(name, other);
        });
        return root;
    }
}
