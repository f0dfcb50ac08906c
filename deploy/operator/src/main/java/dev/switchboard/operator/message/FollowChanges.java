package dev.switchboard.operator.message;

import dev.switchboard.contracts.Reading;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.change.StateChange;
import dev.switchboard.contracts.deadletter.CannotWork;
import dev.switchboard.operator.CannotReach;
import dev.switchboard.operator.ExitCode;
import dev.switchboard.operator.Surroundings;
import dev.switchboard.operator.Where;
import dev.switchboard.operator.api.Answer;
import dev.switchboard.operator.api.Api;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.MissingNode;

/** A line for every change of state that comes from now on. */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        description = "Follows messages, conversations, sessions and calls as they change, until Ctrl-C.",
        exitCodeListHeading = "%nEnds with:%n",
        exitCodeList = {"0:as many as --limit were shown", "1:typed wrongly", "2:the system does not answer"},
        footer = {
            "",
            "Examples:",
            "  ./switchboard tail",
            "  ./switchboard tail --status failed,undelivered --channel whatsapp --json"
        })
final class FollowChanges implements Callable<Integer> {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Surroundings surroundings;

    @Mixin
    private final Where where;

    @Mixin
    private final Wanted wanted = new Wanted();

    @Option(names = "--limit", paramLabel = "N", description = "End after so many.")
    private int limit = Integer.MAX_VALUE;

    @Option(names = "--json", description = "Print each as one line of JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    private int shown;
    private @Nullable String last;

    FollowChanges(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.where = new Where(surroundings);
    }

    @Override
    public Integer call() throws InterruptedException {
        wanted.check(Objects.requireNonNull(spec).commandLine());
        var state = new Api(where.addresses().state(), surroundings.get("SWITCHBOARD_TOKEN"));
        follow(state, "Following; Ctrl-C ends it.");
        while (shown < limit) {
            complain("The stream broke off; again in 2 s.");
            Thread.sleep(PAUSE);
            try {
                follow(state, "Following again.");
            } catch (CannotReach e) {
                complain(Objects.requireNonNull(e.getMessage()));
            }
        }
        return ExitCode.DONE;
    }

    /** Goes on where it was: the server tells what happened meanwhile. */
    private void follow(Api state, String greeting) {
        var response = state.open("/api/v1/stream", last == null ? Map.of() : Map.of("Last-Event-ID", last));
        if (response.statusCode() != 200) {
            throw new CannotReach(
                    state + " " + new Answer(response.statusCode(), MissingNode.getInstance()).problem(), null);
        }
        complain(greeting);
        try (var reader = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            var line = reader.readLine();
            while (line != null && shown < limit) {
                take(line);
                line = shown < limit ? reader.readLine() : null;
            }
        } catch (IOException _) {
            // A server that stops cuts its streams: the loop above goes on.
        }
    }

    private void take(String line) {
        if (line.startsWith("id:")) {
            last = line.substring(3).strip();
        } else if (line.startsWith("data:")) {
            read(line.substring(5)).filter(wanted::test).ifPresent(this::show);
        }
    }

    private static Optional<StateChange> read(String data) {
        try {
            return Wire.read(data.getBytes(StandardCharsets.UTF_8), StateChange.class)
                            instanceof Reading.Known<StateChange>(var change)
                    ? Optional.of(change)
                    : Optional.empty();
        } catch (CannotWork _) {
            return Optional.empty();
        }
    }

    private void show(StateChange change) {
        shown++;
        output().println(json ? ChangeLine.json(change) : ChangeLine.of(change));
    }

    private PrintWriter output() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private void complain(String text) {
        Objects.requireNonNull(spec).commandLine().getErr().println(text);
    }
}
