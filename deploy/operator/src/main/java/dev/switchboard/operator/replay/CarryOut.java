package dev.switchboard.operator.replay;

import dev.switchboard.contracts.audit.ReplayEvent.End;
import dev.switchboard.contracts.audit.Treatment;
import dev.switchboard.operator.ExitCode;
import dev.switchboard.operator.audit.State;
import dev.switchboard.operator.dlt.Output;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** What {@code replay --execute} and {@code resume} have in common. */
final class CarryOut {

    @Option(
            names = "--rate",
            paramLabel = "RATE",
            converter = Rate.Converter.class,
            description = "Records put back in a second or a minute, at most: 10/s, 30/m. Without it 10/s.")
    private @Nullable Rate rate;

    @Option(
            names = "--max-lag",
            paramLabel = "N",
            description = "Wait while the reader is more than so many records behind. Without it 1000.")
    private @Nullable Long maxLag;

    @Option(
            names = "--canary",
            paramLabel = "N",
            description = "Send so many first, wait until they are read, and stop if any dies again.")
    private @Nullable Integer canary;

    @Option(names = "--blind", description = "Replay although a service could not be asked what it would do.")
    private boolean blind;

    @Option(names = "--yes", description = "Do not ask, however many records it is.")
    private boolean yes;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(
            names = "--from-file",
            paramLabel = "FILE",
            description = "Lines of export whose \"text\" was corrected: these records, with these values.")
    private @Nullable Path file;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    double perSecond(double otherwise) {
        return rate == null ? otherwise : rate.perSecond();
    }

    long maxLag(long otherwise) {
        return maxLag == null ? otherwise : maxLag;
    }

    int canary(int otherwise) {
        return canary == null ? otherwise : canary;
    }

    boolean json() {
        return json;
    }

    Corrections corrections() {
        return file == null ? Corrections.NONE : Corrections.read(file);
    }

    PrintWriter output() {
        return Output.of(spec);
    }

    PrintWriter errors() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }

    int carryOut(Desk desk, Plan plan, String reason, boolean again) {
        if (plan.isCanceled()) {
            throw new Refused("Plan " + plan.id() + " was canceled; make a new one.");
        }
        var corrections = corrections();
        if (plan.made().fromFile() && corrections.isEmpty()) {
            throw new Refused("Plan " + plan.id() + " replays corrected values: name the same file with --from-file");
        }
        var manner = plan.made().manner();
        var targets = new Targets(desk.cluster(), desk.shelves());
        var judge = desk.judge(targets, corrections, plan.id(), manner.maxReplays(), manner.allowResend());
        var left = check(desk, plan, judge, again);
        if (left == 0) {
            output().println("Nothing is left to do of plan " + plan.id() + ".");
            return ExitCode.DONE;
        }
        Confirmation.require(left, "replay", yes, errors());
        return run(desk, plan, reason, again, judge, targets, left);
    }

    /** That the plan is still about what it was about; gives how many records are left to do. */
    private long check(Desk desk, Plan plan, Judge judge, boolean again) {
        try (var consumer = desk.cluster().consumer()) {
            var all = Source.of(plan, true, consumer);
            if (all.isTruncated()) {
                throw new Refused("Records of plan " + plan.id()
                        + " are gone from their topic. Nothing was sent; make a new plan.");
            }
            var states = desk.journal().states();
            var done = again ? Set.of() : plan.done();
            var fingerprint = new Fingerprint();
            var left = 0L;
            while (!all.isAtEnd()) {
                for (var letter : all.next()) {
                    fingerprint.add(letter.position(), letter.record().key(), judge.value(letter));
                    left += !done.contains(letter.position()) && (again || letter.state(states) == State.NEW) ? 1 : 0;
                }
            }
            if (!fingerprint.hex().equals(plan.made().fingerprint())) {
                throw new Refused("The records are not those plan " + plan.id()
                        + " was made for. Nothing was sent; make a new plan.");
            }
            return left;
        }
    }

    private int run(Desk desk, Plan plan, String reason, boolean again, Judge judge, Targets targets, long left) {
        var manner = plan.made().manner();
        var executionId = "e-" + UUID.randomUUID().toString().substring(0, 8);
        var order = new Execution.Order(
                plan,
                executionId,
                desk.operator(),
                reason,
                perSecond(manner.perSecond()),
                maxLag(manner.maxLag()),
                canary(manner.canary()),
                blind,
                again);
        var console = System.console();
        var terminal = console != null && console.isTerminal() && !json;
        var progress = new Progress(errors(), terminal, left, order.perSecond());
        try (var interruption = new Interruption();
                var execution =
                        new Execution(order, desk.journal(), judge, targets, progress, interruption, desk.clock())) {
            var ended = execution.run();
            progress.clear();
            tell(plan, ended, order, execution.reasonOfDeath().orElse("unknown"));
            return exit(ended);
        } catch (RuntimeException e) {
            progress.clear();
            errors().println("It has not ended. " + resume(plan));
            throw e;
        }
    }

    private static int exit(Execution.Ended ended) {
        if (ended.refused()) {
            return ExitCode.REFUSED;
        }
        return switch (ended.end()) {
            case STOPPED -> ExitCode.STOPPED;
            case CANCELED -> ExitCode.REFUSED;
            case FAILED -> ExitCode.SOME_FAILED;
            case DONE -> ended.died() > 0 || count(ended, Treatment.FAIL) > 0 ? ExitCode.SOME_FAILED : ExitCode.DONE;
        };
    }

    private static long count(Execution.Ended ended, Treatment treatment) {
        return ended.counts().getOrDefault(treatment, 0L);
    }

    private void tell(Plan plan, Execution.Ended ended, Execution.Order order, String death) {
        if (json) {
            output().println(JsonMapper.shared().writeValueAsString(all(plan, ended)));
            return;
        }
        output().println("replayed " + count(ended, Treatment.REPLAY) + "  skipped " + count(ended, Treatment.SKIP)
                + "  failed " + count(ended, Treatment.FAIL) + "  parked " + count(ended, Treatment.PARK)
                + " · audit " + plan.id() + " by " + order.by());
        remarks(plan, ended, death).forEach(errors()::println);
    }

    private static List<String> remarks(Plan plan, Execution.Ended ended, String death) {
        var remarks = new ArrayList<String>();
        if (ended.died() > 0) {
            remarks.add(ended.died() + " died again: " + death);
        }
        if (ended.end() == End.DONE && !ended.read()) {
            remarks.add("They are on their topic, but not all of them were read within 30 s. Is the service up?");
        }
        if (ended.why() != null) {
            var why = ended.why();
            remarks.add(
                    why.substring(0, 1).toUpperCase(Locale.ROOT) + why.substring(1) + (why.endsWith(".") ? "" : "."));
        }
        if (ended.end() == End.STOPPED || ended.end() == End.FAILED) {
            remarks.add(resume(plan));
        }
        return remarks;
    }

    private static String resume(Plan plan) {
        return "Go on with: ./switchboard dlt resume " + plan.id();
    }

    private static Map<String, Object> all(Plan plan, Execution.Ended ended) {
        var all = new LinkedHashMap<String, Object>();
        all.put("plan", plan.id());
        all.put("end", ended.end().wireName());
        for (var treatment : Treatment.values()) {
            all.put(treatment.wireName(), count(ended, treatment));
        }
        all.put("diedAgain", ended.died());
        all.put("allRead", ended.read());
        all.put("why", Objects.requireNonNullElse(ended.why(), ""));
        return all;
    }
}
