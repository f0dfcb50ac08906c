package dev.switchboard.operator.phone;

import dev.switchboard.operator.ExitCode;
import dev.switchboard.operator.Surroundings;
import dev.switchboard.operator.Where;
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

/** One customer's phone. */
@Command(
        name = "show",
        aliases = "read",
        mixinStandardHelpOptions = true,
        description = "Shows what stands on this customer's phone, oldest first.",
        footer = {
            "",
            "Examples:",
            "  ./switchboard phone show +14155550100",
            "  ./switchboard phone show +14155550100 --limit 5 --json"
        })
final class ShowChat implements Callable<Integer> {

    @Mixin
    private final Where where;

    @Parameters(paramLabel = "NUMBER", description = "Whose: +14155550100.")
    private String number = "";

    @Option(names = "--limit", paramLabel = "N", description = "The last N; ${DEFAULT-VALUE} without.")
    private int limit = 50;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    ShowChat(Surroundings surroundings) {
        this.where = new Where(surroundings);
    }

    @Override
    public Integer call() {
        var answer = Simulator.of(where).get("/api/chats/" + Simulator.inPath(number) + "?limit=" + limit);
        var command = Objects.requireNonNull(spec).commandLine();
        if (!answer.isGood()) {
            throw new ParameterException(command, answer.problem());
        }
        var output = command.getOut();
        if (json) {
            output.println(answer.body());
        } else if (answer.body().path("bubbles").isEmpty()) {
            output.println("Nothing has been written to or by " + number + ".");
        } else {
            answer.body().path("bubbles").forEach(bubble -> output.println(BubbleLine.of(bubble)));
        }
        return ExitCode.DONE;
    }
}
