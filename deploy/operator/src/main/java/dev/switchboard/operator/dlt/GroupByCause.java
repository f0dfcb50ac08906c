package dev.switchboard.operator.dlt;

import dev.switchboard.operator.ExitCode;
import dev.switchboard.operator.audit.Journal;
import dev.switchboard.operator.audit.State;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Dead letters with the same cause, reason and origin, counted, the most frequent first. */
@Command(
        name = "groups",
        mixinStandardHelpOptions = true,
        description = "Dead letters by cause and what became of them; ends with 3 if any is new.",
        footer = {
            "",
            "Examples:",
            "  ./switchboard dlt groups messaging.send-requests.v1.dispatcher-service.dlt",
            "  ./switchboard dlt groups --since 2h --where 'cause==bug'"
        })
final class GroupByCause implements Callable<Integer> {

    private final Shelves shelves;
    private final Journal journal;
    private final Clock clock;

    @Parameters(arity = "0..1", paramLabel = "TOPIC", description = "A dead-letter topic; all without one.")
    private @Nullable String topic;

    @Mixin
    private Selection selection = new Selection();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    GroupByCause(Shelves shelves, Journal journal, Clock clock) {
        this.shelves = shelves;
        this.journal = journal;
        this.clock = clock;
    }

    private record Sameness(String topic, String cause, String reason, State state) {}

    /** Alike in cause, reason, state and the topic they stand on. */
    record Group(
            String topic,
            String cause,
            String reason,
            State state,
            int count,
            Instant first,
            Instant last,
            String replays,
            String example) {

        static Group of(DeadLetter letter, State state) {
            return new Group(
                    letter.position().topic(),
                    letter.cause(),
                    letter.reason(),
                    state,
                    1,
                    letter.at(),
                    letter.at(),
                    letter.replays(),
                    Positions.place(letter.position()));
        }

        /** With one more, whose example is as good as the first. */
        Group and(Group other) {
            return new Group(
                    topic,
                    cause,
                    reason,
                    state,
                    count + other.count,
                    first.isBefore(other.first) ? first : other.first,
                    last.isAfter(other.last) ? last : other.last,
                    replays.equals(other.replays) ? replays : "some",
                    example);
        }
    }

    @Override
    public Integer call() {
        var wanted = selection.at(clock);
        var states = journal.states();
        var groups = new LinkedHashMap<Sameness, Group>();
        var commandLine = Objects.requireNonNull(spec).commandLine();
        shelves.read(shelves.named(Optional.ofNullable(topic), commandLine), letter -> {
            if (wanted.test(letter)) {
                var group = Group.of(letter, letter.state(states));
                groups.merge(
                        new Sameness(group.topic(), group.cause(), group.reason(), group.state()), group, Group::and);
            }
        });
        var sorted = groups.values().stream()
                .sorted(Comparator.comparingInt(Group::count).reversed())
                .toList();
        Output.of(spec).println(json ? JsonMapper.shared().writeValueAsString(sorted) : text(sorted));
        return sorted.stream().allMatch(group -> group.state() != State.NEW) ? ExitCode.DONE : ExitCode.FINDINGS;
    }

    private static String text(List<Group> groups) {
        if (groups.isEmpty()) {
            return "No dead letters.";
        }
        var table = new Table("COUNT", "STATE", "FIRST", "LAST", "REPLAYS", "EXAMPLE", "CAUSE");
        groups.forEach(group -> table.row(
                group.count(),
                group.state(),
                Times.seconds(group.first()),
                Times.seconds(group.last()),
                group.replays(),
                group.topic() + "/" + group.example(),
                group.cause() + ": " + group.reason()));
        return table.print();
    }
}
