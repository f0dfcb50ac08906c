package dev.switchboard.local.drill;

import dev.switchboard.local.Logs;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A fault on running processes, counted. It needs nothing that runs, and leaves nothing running. */
@Command(
        name = "drill",
        mixinStandardHelpOptions = true,
        description = "break running processes and count what was promised")
public final class Drill {

    private final PrintStream output;
    private final Built built;

    public Drill(PrintStream output, Path home) {
        this.output = output;
        this.built = new Built(home);
    }

    @Command(
            name = "broker-away",
            mixinStandardHelpOptions = true,
            description = "webhooks while the broker is frozen and killed")
    int brokerAway(
            @Option(names = "--seconds", defaultValue = "60", description = "how long (default ${DEFAULT-VALUE})")
                    int seconds,
            @Option(
                            names = "--rate",
                            defaultValue = "200",
                            description = "webhooks a second (default ${DEFAULT-VALUE})")
                    int rate)
            throws Exception {
        return inFolder(folder -> new BrokerAway(built, output).run(folder, seconds, rate));
    }

    @Command(
            name = "backlog",
            mixinStandardHelpOptions = true,
            description = "status-service drains what waits and is killed twice on the way")
    int backlog(
            @Option(
                            names = "--records",
                            defaultValue = "1000000",
                            description = "how many wait (default ${DEFAULT-VALUE})")
                    int records)
            throws Exception {
        return inFolder(folder -> new Backlog(built, output).run(folder, records));
    }

    @Command(
            name = "dead-letters",
            mixinStandardHelpOptions = true,
            description = "every kind of bad record on every topic, between good ones")
    int deadLetters(
            @Option(
                            names = "--records",
                            defaultValue = "100",
                            description = "how many of each kind (default ${DEFAULT-VALUE})")
                    int records)
            throws Exception {
        return inFolder(folder -> isEmpty(new DeadLettering(built.home(), output).run(folder, records)));
    }

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description = "dead letters go back, with a kill in the midst of it, and once more")
    int replay(
            @Option(
                            names = "--records",
                            defaultValue = "10000",
                            description = "how many go back roughly, and as many cleanly (default ${DEFAULT-VALUE})")
                    int records)
            throws Exception {
        return inFolder(folder -> isEmpty(new Replaying(built.home(), output).run(folder, records)));
    }

    @Command(
            name = "faults",
            mixinStandardHelpOptions = true,
            description = "sends whose calls go wrong in every way, one in ten")
    int faults(
            @Option(names = "--sends", defaultValue = "2000", description = "how many (default ${DEFAULT-VALUE})")
                    int sends)
            throws Exception {
        return sending(stage -> new FaultySends(stage, output).run(sends));
    }

    @Command(
            name = "kills",
            mixinStandardHelpOptions = true,
            description = "sends while their dispatcher is killed again and again")
    int kills(
            @Option(names = "--times", defaultValue = "20", description = "how many kills (default ${DEFAULT-VALUE})")
                    int times)
            throws Exception {
        return sending(stage -> new KilledSends(stage, output).run(times));
    }

    private interface Fault {
        boolean isHeld(Path folder) throws IOException, InterruptedException;
    }

    /** Only what is needed to see why it did not hold stays behind. */
    private int inFolder(Fault fault) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("switchboard-drill-");
        Logs.write(folder);
        output.println("  starting, with logs in " + folder);
        var isHeld = fault.isHeld(folder);
        output.println(isHeld ? "held" : "NOT HELD");
        if (isHeld) {
            FileSystemUtils.deleteRecursively(folder);
        }
        return isHeld ? 0 : 1;
    }

    private interface Sending {
        boolean isHeld(SendingStage stage) throws InterruptedException;
    }

    private int sending(Sending drill) throws IOException, InterruptedException {
        return inFolder(folder -> {
            try (var stage = new SendingStage(built, folder)) {
                return drill.isHeld(stage);
            }
        });
    }

    private boolean isEmpty(List<String> wrong) {
        wrong.forEach(one -> output.println("  wrong: " + one));
        return wrong.isEmpty();
    }
}
