package dev.switchboard.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line behind {@code ./switchboard bench}. */
@Command(
        name = "./switchboard bench",
        description = "Measures what a service costs, next to the least that could do the same.",
        mixinStandardHelpOptions = true)
final class Bench implements Callable<Integer> {

    private static final List<Benchmark> ALL = List.of(
            new DeadlinesBenchmark(),
            new SendsBenchmark(),
            new WebhooksBenchmark(),
            new StartsBenchmark(),
            new StatusBenchmark(),
            new RowsBenchmark(),
            new ReadsBenchmark());

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "Without it: which there are.")
    private String name = "";

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "How often each case is measured; the median is told. Default: ${DEFAULT-VALUE}.")
    private int runs = 5;

    @Option(
            names = "--messages",
            paramLabel = "N",
            description = "How many messages are sent or told of in each run, or lie there for reads.")
    private int messages;

    @Option(names = "--brief", description = "A first look: warms up little. Its figures are too high.")
    private boolean isBrief;

    public static void main(String[] arguments) {
        var home = System.getenv().getOrDefault("SWITCHBOARD_HOME", ".");
        System.exit(new CommandLine(new Bench(Path.of(home))).execute(arguments));
    }

    private final Path home;

    private Bench(Path home) {
        this.home = home;
    }

    @Override
    public Integer call() throws Exception {
        var wanted = ALL.stream().filter(one -> one.name().equals(name)).findFirst();
        if (wanted.isEmpty()) {
            ALL.forEach(one -> System.out.printf("  %-12s%s%n", one.name(), one.question()));
            return name.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.USAGE;
        }
        if (runs < 1 || messages < 0) {
            System.err.println(runs < 1 ? "--runs must be 1 or more" : "--messages must be 1 or more");
            return CommandLine.ExitCode.USAGE;
        }
        try (var stage = Stage.open(home)) {
            wanted.get().run(stage, new Effort(runs, isBrief, messages));
        }
        return CommandLine.ExitCode.OK;
    }
}
