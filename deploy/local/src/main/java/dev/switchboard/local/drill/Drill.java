package dev.switchboard.local.drill;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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

    @Parameters(paramLabel = "NAME", description = "broker-away: webhooks while the broker is frozen and killed")
    private String name;

    @Option(names = "--seconds", defaultValue = "60", description = "how long (default ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--rate", defaultValue = "200", description = "webhooks a second (default ${DEFAULT-VALUE})")
    private int rate;

    private final Path home;

    public Drill(PrintStream output, Path home) {
        this.output = output;
        this.home = home;
    }

    @Override
    public Integer call() throws Exception {
        if (!name.equals("broker-away")) {
            throw new ParameterException(command.commandLine(), "The drills are: broker-away");
        }
        var infrastructure = home.resolve("deploy/infrastructure/target");
        var services = home.resolve("deploy/local/target/lib") + "/*";
        var drill = new BrokerAway(
                infrastructure.resolve("lib") + "/*", services, infrastructure.resolve("postgresql"), output);
        var isHeld = drill.run(seconds, rate);
        output.println(isHeld ? "held" : "NOT HELD");
        return isHeld ? 0 : 1;
    }
}
