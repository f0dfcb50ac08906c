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
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Lets the simulator tell late, twice, out of order or not at all, and turn sends away. */
@Command(
        name = "callbacks",
        mixinStandardHelpOptions = true,
        description =
                "Disturbs what the simulator tells and takes, by shares between 0 and 1; the rest stays as it is.",
        footer = {
            "",
            "Examples:",
            "  ./switchboard chaos callbacks --loss 0.1 --duplicates 0.2 --reorder 0.3",
            "  ./switchboard chaos callbacks --delay 2 --too-many 0.1"
        })
final class DisturbCallbacks implements Callable<Integer> {

    @Mixin
    private final Where where;

    @Option(names = "--delay", paramLabel = "SECONDS", description = "Before each callback.")
    private @Nullable Double delay;

    @Option(names = "--loss", paramLabel = "SHARE", description = "Of callbacks nobody is told.")
    private @Nullable Double loss;

    @Option(names = "--duplicates", paramLabel = "SHARE", description = "Of callbacks told twice.")
    private @Nullable Double duplicates;

    @Option(names = "--reorder", paramLabel = "SHARE", description = "Of callbacks overtaken by later ones.")
    private @Nullable Double reorder;

    @Option(names = "--too-many", paramLabel = "SHARE", description = "Of sends answered 429.")
    private @Nullable Double tooMany;

    @Option(names = "--server-errors", paramLabel = "SHARE", description = "Of sends answered 500.")
    private @Nullable Double serverErrors;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    DisturbCallbacks(Surroundings surroundings) {
        this.where = new Where(surroundings);
    }

    @Override
    public Integer call() {
        var simulator = Target.of(where).simulator();
        var wish = new LinkedHashMap<String, Object>();
        simulator.get("/api/chaos").body().propertyStream().forEach(one -> wish.put(one.getKey(), one.getValue()));
        put(wish, "delay", delay);
        put(wish, "loss", loss);
        put(wish, "duplicates", duplicates);
        put(wish, "reorder", reorder);
        put(wish, "tooMany", tooMany);
        put(wish, "serverErrors", serverErrors);
        var answer = simulator.put("/api/chaos", wish);
        var command = Objects.requireNonNull(spec).commandLine();
        if (!answer.isGood()) {
            throw new ParameterException(command, answer.problem());
        }
        command.getOut().println(json ? answer.body().toString() : text(answer.body()));
        return ExitCode.DONE;
    }

    private static void put(Map<String, Object> wish, String name, @Nullable Double value) {
        if (value != null) {
            wish.put(name, value);
        }
    }

    private static String text(JsonNode now) {
        var words = new StringBuilder("The simulator now has");
        now.propertyStream()
                .forEach(one -> words.append(' ')
                        .append(one.getKey())
                        .append(' ')
                        .append(one.getValue())
                        .append(','));
        return words.append(" until ./switchboard chaos off.").toString();
    }
}
