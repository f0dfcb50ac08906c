package dev.switchboard.operator.phone;

import dev.switchboard.operator.ExitCode;
import dev.switchboard.operator.Surroundings;
import dev.switchboard.operator.Where;
import java.util.LinkedHashMap;
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

/** Changes what a phone does from now on: {@code block}, {@code offline}, {@code uninstall}. */
@Command(
        mixinStandardHelpOptions = true,
        description = {
            "Changes the customer's phone: block (us), offline (switched off), uninstall (WhatsApp); --undo changes it back."
        },
        footer = {
            "",
            "Examples:",
            "  ./switchboard phone block +14155550100",
            "  ./switchboard phone offline +14155550100 --undo"
        })
final class ChangeHandset implements Callable<Integer> {

    private final Habit habit;

    @Mixin
    private final Where where;

    @Parameters(paramLabel = "NUMBER", description = "Whose phone: +14155550100.")
    private String number = "";

    @Option(names = "--undo", description = "Back to as it was.")
    private boolean undo;

    @Spec
    private @Nullable CommandSpec spec;

    ChangeHandset(Surroundings surroundings, Habit habit) {
        this.habit = habit;
        this.where = new Where(surroundings);
    }

    @Override
    public Integer call() {
        var simulator = Simulator.of(where);
        var path = "/api/handsets/" + Simulator.inPath(number);
        var handset = new LinkedHashMap<String, Object>();
        simulator.get(path).body().propertyStream().forEach(one -> handset.put(one.getKey(), one.getValue()));
        handset.put(habit.field(), habit.value(undo));
        var answer = simulator.put(path, handset);
        var command = Objects.requireNonNull(spec).commandLine();
        if (!answer.isGood()) {
            throw new ParameterException(command, answer.problem());
        }
        command.getOut().println(number + " " + habit.says(undo));
        return ExitCode.DONE;
    }
}
