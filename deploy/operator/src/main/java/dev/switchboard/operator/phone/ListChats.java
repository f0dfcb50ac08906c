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
import picocli.CommandLine.Spec;

/** Whose phones there are. */
@Command(
        name = "chats",
        mixinStandardHelpOptions = true,
        description = "Lists the customers there are chats with, the latest first.",
        footer = {"", "Examples:", "  ./switchboard phone chats", "  ./switchboard phone chats --json"})
final class ListChats implements Callable<Integer> {

    @Mixin
    private final Where where;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    ListChats(Surroundings surroundings) {
        this.where = new Where(surroundings);
    }

    @Override
    public Integer call() {
        var body = Simulator.of(where).get("/api/chats").body();
        var output = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            output.println(body);
        } else if (body.path("chats").isEmpty()) {
            output.println("No chats yet; ./switchboard send --to +14155550100 --text Hello begins one.");
        } else {
            body.path("chats")
                    .forEach(chat -> output.println("%-16s  %4d  %s"
                            .formatted(
                                    chat.path("number").asString(),
                                    chat.path("messages").intValue(0),
                                    BubbleLine.of(chat.path("last")))));
        }
        return ExitCode.DONE;
    }
}
