package dev.switchboard.operator.replay;

import dev.switchboard.contracts.audit.Manner;
import dev.switchboard.operator.ExitCode;
import dev.switchboard.operator.dlt.DeadLetter;
import dev.switchboard.operator.dlt.Selection;
import dev.switchboard.operator.dlt.Shelf;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plans a replay, or carries a plan out. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Plans how dead letters go back to the topic they came from, and says what that would do.",
            "Nothing is sent before replay PLAN --execute --reason \"…\", which does exactly what the plan says.",
            "Ends with 0 done, 1 typed wrongly, 2 Kafka does not answer, 4 some failed, 5 refused by a guard,",
            "130 stopped: it can be resumed."
        },
        footer = {
            "",
            "Examples:",
            "  ./switchboard dlt replay messaging.send-requests.v1.dispatcher-service.dlt --where 'cause==bug' --canary 5",
            "  ./switchboard dlt replay p-91c2f0a7 --execute --reason \"INC-204 provider timeout\""
        })
final class Replay implements Callable<Integer> {

    private static final double PER_SECOND = 10;
    private static final long MAX_LAG = 1000;

    private final Desk desk;

    @Parameters(
            arity = "0..1",
            paramLabel = "TOPIC|PLAN",
            description = "A topic of dead letters to plan for (all without one), or the plan to carry out.")
    private @Nullable String subject;

    @Mixin
    private Selection selection = new Selection();

    @Mixin
    private CarryOut carryOut = new CarryOut();

    @Option(names = "--limit", paramLabel = "N", description = "Plan for so many records at most, the first ones.")
    private @Nullable Long limit;

    @Option(
            names = "--max-replays",
            paramLabel = "N",
            description = "What was put back so often is parked instead. Without it 3.")
    private @Nullable Integer maxReplays;

    @Option(
            names = "--allow-resend",
            description = "Put send requests back too that are over their time or were accepted by the provider."
                    + " The ledger still sends none of them twice.")
    private boolean allowResend;

    @Option(names = "--execute", description = "Carry the plan out.")
    private boolean execute;

    @Option(names = "--again", description = "All of the plan once more, also what was replayed already.")
    private boolean again;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit; needed with --execute.")
    private @Nullable String reason;

    @Spec
    private @Nullable CommandSpec spec;

    Replay(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        try {
            return subject != null && Plan.isId(subject) ? withPlan(subject) : plan();
        } catch (Corrections.BadFile e) {
            throw misuse(String.valueOf(e.getMessage()));
        }
    }

    private int withPlan(String id) {
        if (!selection.isEmpty() || limit != null || maxReplays != null || allowResend) {
            throw misuse("Which records it is about belongs to the plan: make a new one to change that");
        }
        var plan = new Plans(desk.journal()).named(id, command());
        if (!execute) {
            carryOut.output().println(ShowPlan.text(plan));
            return ExitCode.DONE;
        }
        if (reason == null || reason.isBlank()) {
            throw misuse("--execute needs --reason \"…\"");
        }
        if (!again) {
            refuseSecondStart(plan);
        }
        return carryOut.carryOut(desk, plan, reason, again);
    }

    private static void refuseSecondStart(Plan plan) {
        plan.start().ifPresent(start -> {
            throw new Refused(
                    plan.isDone()
                            ? "Plan " + plan.id() + " is done; --again does all of it once more."
                            : "Plan " + plan.id() + " was begun by " + start.by() + " at " + start.occurredAt()
                                    + ". ./switchboard dlt resume " + plan.id() + " takes over.");
        });
    }

    private int plan() {
        if (execute) {
            throw misuse("--execute carries out a plan: first ./switchboard dlt replay "
                    + Objects.requireNonNullElse(subject, "TOPIC") + ", then the plan it names");
        }
        var corrections = carryOut.corrections();
        var now = desk.clock().instant();
        var manner = new Manner(
                carryOut.perSecond(PER_SECOND),
                carryOut.maxLag(MAX_LAG),
                carryOut.canary(0),
                maxReplays == null ? 3 : maxReplays,
                allowResend);
        var targets = new Targets(desk.cluster(), desk.shelves());
        var judge = desk.judge(targets, corrections, "p-plan", manner.maxReplays(), allowResend);
        var planner = new Planner(desk.cluster(), desk.shelves(), targets, judge, corrections);
        var draft = planner.plan(
                from(corrections),
                wanted(corrections),
                limit == null ? Long.MAX_VALUE : limit,
                words(),
                desk.operator(),
                manner,
                now);
        if (draft.selected() == 0) {
            carryOut.output().println("No new dead letters among " + draft.seen() + ": nothing to replay.");
            return ExitCode.DONE;
        }
        desk.journal().write(draft.plan());
        new PlanText(draft, judge.unknown()).print(carryOut.output(), carryOut.json());
        return ExitCode.DONE;
    }

    private List<Shelf> from(Corrections corrections) {
        if (subject != null || corrections.isEmpty()) {
            return desk.shelves().named(Optional.ofNullable(subject), command()).stream()
                    .filter(shelf -> subject != null || !shelf.parked())
                    .toList();
        }
        return corrections.positions().stream()
                .map(position -> position.topic())
                .distinct()
                .flatMap(topic -> desk.shelves().named(Optional.of(topic), command()).stream())
                .toList();
    }

    private Predicate<DeadLetter> wanted(Corrections corrections) {
        var meant = selection.newAt(desk.clock(), desk.journal().states());
        return corrections.isEmpty()
                ? meant
                : meant.and(letter -> corrections.positions().contains(letter.position()));
    }

    private String words() {
        return (Objects.requireNonNullElse(subject, "all topics") + " " + selection.words(desk.clock())
                        + (limit == null ? "" : " --limit " + limit))
                .strip();
    }

    private CommandLine command() {
        return Objects.requireNonNull(spec).commandLine();
    }

    private ParameterException misuse(String message) {
        return new ParameterException(command(), message);
    }
}
