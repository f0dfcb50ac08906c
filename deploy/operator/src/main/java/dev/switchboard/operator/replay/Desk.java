package dev.switchboard.operator.replay;

import dev.switchboard.contracts.deadletter.WayBack;
import dev.switchboard.operator.Cluster;
import dev.switchboard.operator.audit.Journal;
import dev.switchboard.operator.dlt.Shelves;
import java.time.Clock;
import java.util.Map;

/** What every command here works with. */
record Desk(Cluster cluster, Shelves shelves, Journal journal, Map<String, String> environment, Clock clock) {

    static Desk of(Cluster cluster, Map<String, String> environment, Clock clock) {
        return new Desk(cluster, new Shelves(cluster), new Journal(cluster), environment, clock);
    }

    String operator() {
        return Operators.name(environment);
    }

    Judge judge(Targets targets, Corrections corrections, String replayId, int maxReplays, boolean allowResend) {
        return new Judge(
                targets,
                new Services(environment, clock),
                corrections,
                new WayBack.Stamp(replayId, operator(), clock.instant()),
                maxReplays,
                allowResend);
    }
}
