package dev.switchboard.operator.chaos;

import dev.switchboard.operator.ExitCode;
import dev.switchboard.operator.Surroundings;
import dev.switchboard.operator.Where;
import java.util.LinkedHashMap;
import java.util.Map;
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

/** Spoils the next sends at the simulator. */
@Command(
        name = "sends",
        mixinStandardHelpOptions = true,
        description = "Spoils the next sends: reset, timeout, 500, 429, accept-then-reset or slow.",
        footer = {
            "",
            "Examples:",
            "  ./switchboard chaos sends 429 --next 3",
            "  ./switchboard chaos sends accept-then-reset --provider twilio"
        })
final class DisturbSends implements Callable<Integer> {

    @Mixin
    private final Where where;

    @Parameters(paramLabel = "FAULT", description = "What happens to them.")
    private String fault = "";

    @Option(names = "--next", paramLabel = "N", description = "How many; ${DEFAULT-VALUE} without.")
    private int next = 1;

    @Option(names = "--provider", description = "twilio or meta; both without.")
    private @Nullable String provider;

    @Option(names = "--seconds", paramLabel = "S", description = "How long timeout and slow take.")
    private @Nullable Double seconds;

    @Spec
    private @Nullable CommandSpec spec;

    DisturbSends(Surroundings surroundings) {
        this.where = new Where(surroundings);
    }

    @Override
    public Integer call() {
        var wish = new LinkedHashMap<String, Object>();
        wish.put("fault", fault);
        wish.put("next", next);
        if (provider != null) {
            wish.put("provider", provider);
        }
        if (seconds != null) {
            wish.put("seconds", seconds);
        }
        var answer = Target.of(where).simulator().post("/api/faults", wish, Map.of());
        var command = Objects.requireNonNull(spec).commandLine();
        if (!answer.isGood()) {
            throw new ParameterException(command, answer.problem());
        }
        command.getOut().println("The next " + next + " sends meet " + fault + ".");
        return ExitCode.DONE;
    }
}
