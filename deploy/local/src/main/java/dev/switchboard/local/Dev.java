package dev.switchboard.local;

import dev.switchboard.infrastructure.DataDirectory;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs all of it until somebody ends it. */
@Command(name = "dev", description = "Runs everything on this machine.")
final class Dev implements Callable<Integer> {
    private final PrintStream output;

    @Option(names = "--data", description = "Keeps the data in this folder.")
    private @Nullable Path data;

    @Option(names = "--port-base", description = "The port of ingress; the others follow.")
    private @Nullable Integer portBase;

    @Option(names = "--json", description = "Prints one JSON object with all addresses, and nothing else.")
    private boolean json;

    @Option(names = "--quiet", description = "Prints one line when ready, and nothing else.")
    private boolean quiet;

    Dev(PrintStream output) {
        this.output = output;
    }

    @Override
    public Integer call() throws InterruptedException {
        var environment = Environment.ofThisProcess();
        var ports = portBase == null ? Ports.USUAL : Ports.from(portBase);
        var settings = new DevSettings(environment, ports);
        var ending = new Ending();
        var run = run(ending);
        var folder = folder(run, ending);
        ports.requireFree();
        Logs.write(folder);
        var installation = Installation.of(environment);
        try {
            var started = new DevSystem(installation, folder, ports, settings, ending).start();
            var control = Control.open(run.path(), started.services());
            ending.first(control::close);
            var announcement = Announcement.now(ports, settings, folder, data != null);
            announcement.leave(run.path(), started.brokerPid());
            announce(announcement, ending);
        } catch (CannotStart e) {
            throw new CannotStart(e.getMessage() + "\nLog: " + installation.keep(Logs.file(folder)), e);
        }
        new CountDownLatch(1).await();
        return 0;
    }

    /** Every run has a temporary folder, if only for the next one to know of it. */
    private static DataDirectory run(Ending ending) {
        DataDirectory.removeAbandoned("dev");
        var run = DataDirectory.temporary("dev");
        ending.first(run::close);
        return run;
    }

    private Path folder(DataDirectory run, Ending ending) {
        if (data == null) {
            return run.path();
        }
        var kept = keep(data);
        ending.first(kept::close);
        run.pointTo(kept);
        return kept.path();
    }

    private static DataDirectory keep(Path data) {
        try {
            return DataDirectory.kept(data);
        } catch (RuntimeException e) {
            throw new CannotStart("--data " + data + ": " + e.getMessage(), e);
        }
    }

    private void announce(Announcement announcement, Ending ending) throws InterruptedException {
        if (json) {
            output.println(announcement.json());
        } else if (quiet) {
            output.println(announcement.readyLine());
        } else {
            var changes =
                    new EventLines(announcement.kafka(), announcement.settings().changes());
            output.print(announcement.banner());
            changes.print(output);
            Logs.showWarnings(ending);
        }
    }
}
