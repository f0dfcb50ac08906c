package dev.switchboard.operator.dlt;

import dev.switchboard.operator.Cluster;
import dev.switchboard.operator.audit.Journal;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./switchboard dlt …} */
@Command(name = "dlt", description = "Dead letters: what was put aside, and why.", mixinStandardHelpOptions = true)
public final class DeadLetterCommands {
    private DeadLetterCommands() {}

    public static CommandLine of(Cluster cluster, Clock clock) {
        var shelves = new Shelves(cluster);
        var journal = new Journal(cluster);
        return new CommandLine(new DeadLetterCommands())
                .addSubcommand(new ListShelves(shelves, journal))
                .addSubcommand(new GroupByCause(shelves, journal, clock))
                .addSubcommand(new ShowOne(shelves, journal))
                .addSubcommand(new FollowNew(shelves, clock))
                .addSubcommand(new ExportToFile(shelves, clock));
    }
}
