package dev.switchboard.operator.phone;

import dev.switchboard.operator.Surroundings;
import dev.switchboard.operator.Where;
import dev.switchboard.operator.api.Api;
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
import tools.jackson.databind.JsonNode;

/** Reacts to a message of ours, which only Meta tells. */
@Command(
        name = "react",
        mixinStandardHelpOptions = true,
        description = "Reacts with an emoji to the last message Meta brought this customer, or to a named one.",
        footer = {
            "",
            "Examples:",
            "  ./switchboard phone react +14155550100 👍",
            "  ./switchboard phone react +14155550100 ❤ --to-message wamid.HBgL…"
        })
final class React implements Callable<Integer> {

    @Mixin
    private final Where where;

    @Parameters(index = "0", paramLabel = "NUMBER", description = "Who reacts: +14155550100.")
    private String number = "";

    @Parameters(index = "1", paramLabel = "EMOJI", description = "With what.")
    private String emoji = "";

    @Option(names = "--to-message", paramLabel = "ID", description = "The message; see phone show --json.")
    private @Nullable String about;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    React(Surroundings surroundings) {
        this.where = new Where(surroundings);
    }

    @Override
    public Integer call() {
        var simulator = Simulator.of(where);
        var inbound = Map.of(
                "provider",
                "meta",
                "from",
                number,
                "reaction",
                emoji,
                "replyTo",
                about == null ? last(simulator) : about);
        var command = Objects.requireNonNull(spec).commandLine();
        return WriteAsCustomer.told(command, simulator.post("/api/inbound", inbound, Map.of()), json);
    }

    private String last(Api simulator) {
        return simulator
                .get("/api/chats/" + Simulator.inPath(number))
                .body()
                .path("bubbles")
                .valueStream()
                .filter(bubble -> bubble.path("ours").booleanValue(false))
                .filter(bubble -> bubble.path("provider").asString("").equals("meta"))
                .map(bubble -> bubble.path("id"))
                .reduce((_, later) -> later)
                .map(JsonNode::asString)
                .orElseThrow(() -> new ParameterException(
                        Objects.requireNonNull(spec).commandLine(),
                        "Meta has brought " + number + " nothing to react to; Twilio tells no reactions"));
    }
}
