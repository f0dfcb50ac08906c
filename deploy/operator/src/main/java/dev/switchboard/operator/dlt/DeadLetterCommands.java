package dev.switchboard.operator.dlt;

import dev.switchboard.operator.Cluster;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./switchboard dlt …} */
@Command(name = "dlt", description = "Dead letters: what was put aside, and why.", mixinStandardHelpOptions = true)
public final class DeadLetterCommands {
    private DeadLetterCommands() {}

    public static CommandLine of(Cluster cluster, Clock clock) {
        var shelves = new Shelves(cluster);
        return new CommandLine(new DeadLetterCommands())
                .addSubcommand(new ListShelves(shelves))
                .addSubcommand(new GroupByCause(shelves, clock))
                .addSubcommand(new ShowOne(shelves))
                .addSubcommand(new FollowNew(shelves, clock))
                .addSubcommand(new ExportToFile(shelves, clock));
    }
}
