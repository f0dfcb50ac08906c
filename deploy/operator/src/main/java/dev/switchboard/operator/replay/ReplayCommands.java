package dev.switchboard.operator.replay;

import dev.switchboard.operator.Cluster;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;

/** What can be done about dead letters, beside looking at them. */
public final class ReplayCommands {
    private ReplayCommands() {}

    public static CommandLine addTo(CommandLine dlt, Cluster cluster, Map<String, String> environment, Clock clock) {
        var desk = Desk.of(cluster, environment, clock);
        return dlt.addSubcommand(new Replay(desk))
                .addSubcommand(new Resume(desk))
                .addSubcommand(new Cancel(desk))
                .addSubcommand(new ShowPlan(desk))
                .addSubcommand(new Park(desk))
                .addSubcommand(new Dismiss(desk))
                .addSubcommand(new Audit(desk));
    }
}
