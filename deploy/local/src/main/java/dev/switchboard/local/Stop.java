package dev.switchboard.local;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Ends what {@code dev} started. */
@Command(name = "stop", description = "Ends a running dev.")
final class Stop implements Callable<Integer> {
    private final PrintStream output;

    @Option(names = "--data")
    private @Nullable Path data;

    Stop(PrintStream output) {
        this.output = output;
    }

    @Override
    public Integer call() throws Exception {
        var running = RunningDev.all(Optional.ofNullable(data));
        if (running.isEmpty()) {
            output.println("Nothing is running.");
            return 0;
        }
        var stopped = true;
        for (var dev : running) {
            stopped &= stop(dev);
        }
        return stopped ? 0 : 1;
    }

    private boolean stop(RunningDev dev) throws Exception {
        dev.process().destroy();
        try {
            dev.process().onExit().get(15, TimeUnit.SECONDS);
            output.println("Stopped " + dev + ".");
            return true;
        } catch (TimeoutException e) {
            output.println(dev + " does not end; kill -9 " + dev.process().pid() + " ends it for sure.");
            return false;
        }
    }
}
