package dev.switchboard.operator.dlt;

import dev.switchboard.operator.ExitCode;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A line for every dead letter that comes from now on. */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        description = "Follows new dead letters until Ctrl-C.",
        footer = {
            "",
            "Examples:",
            "  ./switchboard dlt tail",
            "  ./switchboard dlt tail messaging.send-requests.v1.dispatcher-service.dlt --where 'cause==bug'"
        })
final class FollowNew implements Callable<Integer> {

    private final Shelves shelves;
    private final Clock clock;

    @Parameters(arity = "0..1", paramLabel = "TOPIC", description = "A dead-letter topic; all without one.")
    private @Nullable String topic;

    @Mixin
    private Selection selection = new Selection();

    @Spec
    private @Nullable CommandSpec spec;

    FollowNew(Shelves shelves, Clock clock) {
        this.shelves = shelves;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var wanted = selection.at(clock);
        var commandLine = Objects.requireNonNull(spec).commandLine();
        var output = Output.of(spec);
        shelves.follow(
                shelves.named(Optional.ofNullable(topic), commandLine),
                letter -> {
                    if (wanted.test(letter)) {
                        output.println(Times.seconds(letter.at()) + "  " + letter.position() + "  " + letter.cause()
                                + ": " + letter.reason());
                    }
                },
                () -> commandLine.getErr().println("Following; Ctrl-C ends it."));
        return ExitCode.DONE;
    }
}
