package dev.switchboard.operator.phone;

import dev.switchboard.operator.ExitCode;
import dev.switchboard.operator.Surroundings;
import dev.switchboard.operator.Where;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets time pass at the providers. */
@Command(
        name = "later",
        mixinStandardHelpOptions = true,
        description = {
            "Lets time pass at the simulator, and only there: the 24 hours of a customer who wrote close, and an SMS to a",
            "phone that is off is given up. There is no way back but a restart."
        },
        footer = {"", "Examples:", "  ./switchboard phone later 24h", "  ./switchboard phone later 90m"})
final class SkipTime implements Callable<Integer> {

    private static final Pattern TIME = Pattern.compile("(\\d{1,6})([smhd])");

    @Mixin
    private final Where where;

    @Parameters(paramLabel = "TIME", description = "How much: 24h, 90m, 2d.")
    private String time = "";

    @Spec
    private @Nullable CommandSpec spec;

    SkipTime(Surroundings surroundings) {
        this.where = new Where(surroundings);
    }

    @Override
    public Integer call() {
        var command = Objects.requireNonNull(spec).commandLine();
        var parts = TIME.matcher(time);
        if (!parts.matches()) {
            throw new ParameterException(command, time + " is no time such as 24h or 90m");
        }
        var answer = Simulator.of(where)
                .post("/api/clock", Map.of("forward", iso(parts.group(1), parts.group(2))), Map.of());
        if (!answer.isGood()) {
            throw new ParameterException(command, answer.problem());
        }
        command.getOut()
                .println("At the providers it is "
                        + answer.body().path("now").asString("").replaceFirst("\\.\\d+", ""));
        return ExitCode.DONE;
    }

    private static String iso(String number, String unit) {
        return unit.equals("d") ? "P" + number + "D" : "PT" + number + unit.toUpperCase(Locale.ROOT);
    }
}
