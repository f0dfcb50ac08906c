package dev.switchboard.operator.replay;

import dev.switchboard.contracts.audit.ReplayEvent.LettersParked;
import dev.switchboard.operator.CannotReach;
import dev.switchboard.operator.ExitCode;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Moves dead letters to where they rest. */
@Command(
        name = "park",
        mixinStandardHelpOptions = true,
        description = "Moves new dead letters to the parked topic beside theirs: nobody is alarmed by them any more,"
                + " and they can still be replayed from there.",
        footer = {
            "",
            "Examples:",
            "  ./switchboard dlt park messaging.status.v1.status-service.dlt --where 'cause==bug' --reason \"waits for 1.4\"",
            "  ./switchboard dlt park messaging.status.v1.status-service.dlt --ids-from ids.txt --reason \"asked the team\""
        })
final class Park implements Callable<Integer> {

    private final Desk desk;

    @Mixin
    private Decide decide = new Decide();

    Park(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        var answers = new ArrayList<Future<RecordMetadata>>();
        try (var producer = desk.cluster().producer()) {
            var parked = decide.each(
                    desk,
                    "park",
                    letter -> answers.add(
                            producer.send(Parking.record(desk.cluster().topics(), letter))));
            answers.forEach(Park::await);
            if (!parked.isEmpty()) {
                var id = "p-" + UUID.randomUUID().toString().substring(0, 8);
                desk.journal()
                        .write(
                                producer,
                                new LettersParked(
                                        id,
                                        desk.operator(),
                                        decide.reason(),
                                        Spans.of(parked),
                                        desk.clock().instant()));
            }
            decide.output().println(parked.size() + " parked");
        }
        return ExitCode.DONE;
    }

    private static void await(Future<RecordMetadata> answer) {
        try {
            answer.get();
        } catch (ExecutionException e) {
            throw new CannotReach("Kafka did not take a record: " + e.getCause(), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
