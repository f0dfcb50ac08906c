package dev.switchboard.operator.replay;

import dev.switchboard.contracts.audit.ReplayEvent.LettersDismissed;
import dev.switchboard.operator.ExitCode;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says that nothing is to be done about some dead letters. */
@Command(
        name = "dismiss",
        mixinStandardHelpOptions = true,
        description = "Marks new dead letters as done with. They stay on their topic until its time is over.",
        footer = {
            "",
            "Examples:",
            "  ./switchboard dlt dismiss messaging.status.v1.status-service.dlt --where 'cause==undecodable' --reason \"a test\"",
            "  ./switchboard dlt dismiss messaging.status.v1.status-service.parked --until 7d --reason \"too late anyway\""
        })
final class Dismiss implements Callable<Integer> {

    private final Desk desk;

    @Mixin
    private Decide decide = new Decide();

    Dismiss(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        var dismissed = decide.each(desk, "dismiss", _ -> {});
        if (!dismissed.isEmpty()) {
            var id = "p-" + UUID.randomUUID().toString().substring(0, 8);
            desk.journal()
                    .write(new LettersDismissed(
                            id,
                            desk.operator(),
                            decide.reason(),
                            Spans.of(dismissed),
                            desk.clock().instant()));
        }
        decide.output().println(dismissed.size() + " dismissed");
        return ExitCode.DONE;
    }
}
