package dev.switchboard.operator.phone;

import dev.switchboard.operator.Surroundings;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./switchboard phone …} */
@Command(
        name = "phone",
        mixinStandardHelpOptions = true,
        description = {
            "Plays the customer at the simulator: what is written leaves as its provider's signed webhook.",
            "The same by hand in a browser: the simulator's page."
        },
        exitCodeListHeading = "%nEnds with:%n",
        exitCodeList = {"0:done", "1:typed wrongly", "2:the simulator does not answer, or ingress did not take it"},
        footer = {
            "",
            "Examples:",
            "  ./switchboard phone write +14155550100 \"Thanks, tomorrow please\"",
            "  ./switchboard phone show +14155550100"
        })
public final class PhoneCommands implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    private PhoneCommands() {}

    public static CommandLine of(Surroundings surroundings) {
        var phone = new CommandLine(new PhoneCommands())
                .addSubcommand(new WriteAsCustomer(surroundings))
                .addSubcommand(new React(surroundings))
                .addSubcommand(new ListChats(surroundings))
                .addSubcommand(new ShowChat(surroundings))
                .addSubcommand(new SkipTime(surroundings));
        for (var habit : Habit.values()) {
            phone.addSubcommand(habit.word(), new ChangeHandset(surroundings, habit));
        }
        return phone;
    }

    @Override
    public Integer call() {
        var command = Objects.requireNonNull(spec).commandLine();
        command.usage(command.getErr());
        return 1;
    }
}
