package dev.switchboard.local.drill;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A fault on running processes, counted. It needs nothing that runs, and leaves nothing running. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
@Command(
        name = "drill",
        mixinStandardHelpOptions = true,
        description = "break running processes and count what was promised")
public final class Drill implements Callable<Integer> {

    private final PrintStream output;

    @Spec
    private CommandSpec command;

    @Parameters(
            paramLabel = "NAME",
            description = {
                "broker-away: webhooks while the broker is frozen and killed",
                "dead-letters: every kind of bad record on every topic, between good ones",
                "replay: dead letters go back, with a kill in the midst of it, and once more"
            })
    private String name;

    @Option(names = "--seconds", defaultValue = "60", description = "how long (default ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--rate", defaultValue = "200", description = "webhooks a second (default ${DEFAULT-VALUE})")
    private int rate;

    @Option(names = "--records", description = "bad records of a kind (100), or dead letters to replay (10000)")
    private @Nullable Integer records;

    private final Path home;

    public Drill(PrintStream output, Path home) {
        this.output = output;
        this.home = home;
    }

    @Override
    public Integer call() throws Exception {
        var isHeld = isHeld();
        output.println(isHeld ? "held" : "NOT HELD");
        return isHeld ? 0 : 1;
    }

    private boolean isHeld() throws Exception {
        return switch (name) {
            case "broker-away" -> brokerAway().run(seconds, rate);
            case "dead-letters" -> isEmpty(new DeadLettering(home, output).run(records(100)));
            case "replay" -> isEmpty(new Replaying(home, output).run(records(10_000)));
            default ->
                throw new ParameterException(
                        command.commandLine(), "The drills are: broker-away, dead-letters, replay");
        };
    }

    private int records(int usual) {
        return Objects.requireNonNullElse(records, usual);
    }

    private BrokerAway brokerAway() {
        var infrastructure = home.resolve("deploy/infrastructure/target");
        var services = home.resolve("deploy/local/target/lib") + "/*";
        return new BrokerAway(
                infrastructure.resolve("lib") + "/*", services, infrastructure.resolve("postgresql"), output);
    }

    private boolean isEmpty(List<String> wrong) {
        wrong.forEach(one -> output.println("  wrong: " + one));
        return wrong.isEmpty();
    }
}
