package dev.switchboard.operator.doctor;

import dev.switchboard.operator.Addresses;
import dev.switchboard.operator.Cluster;
import dev.switchboard.operator.RunningDev;
import dev.switchboard.operator.Surroundings;
import dev.switchboard.operator.Where;
import dev.switchboard.operator.doctor.Finding.State;
import java.io.PrintWriter;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Looks at settings and at what runs, and says of each mistake what, why and how to mend it. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Looks at the settings of this environment and at the system that runs, and says what to mend.",
            "Nobody outside is asked, and nothing is changed; with --online the providers are asked, reading only."
        },
        exitCodeListHeading = "%nEnds with:%n",
        exitCodeList = {"0:nothing is wrong", "1:something is wrong", "2:something could not be looked at"},
        footer = {"", "Examples:", "  ./switchboard doctor", "  ./switchboard doctor --online --json"})
public final class Doctor implements Callable<Integer> {

    private static final int WELL = 0;
    private static final int PROBLEMS = 1;
    private static final int NOT_SEEN = 2;

    private static final List<String> SERVICES = List.of("ingress", "dispatcher", "status", "fallback");

    private final Surroundings surroundings;

    @Mixin
    private final Where where;

    @Option(names = "--online", description = "Also ask Twilio, Meta and our own public name; reading only.")
    private boolean online;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    private Doctor(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.where = new Where(surroundings);
    }

    public static CommandLine of(Surroundings surroundings) {
        return new CommandLine(new Doctor(surroundings)).addSubcommand(new ExplainSignature(surroundings));
    }

    @Override
    public Integer call() {
        var findings = looks(where.addresses()).flatMap(Look::findings).toList();
        output().println(json ? JsonMapper.shared().writeValueAsString(findings) : text(findings));
        if (count(findings, State.PROBLEM) > 0) {
            return PROBLEMS;
        }
        return count(findings, State.UNKNOWN) > 0 ? NOT_SEEN : WELL;
    }

    private Stream<Look> looks(Addresses addresses) {
        var ports = addresses.dev().isPresent()
                        || surroundings.get("SWITCHBOARD_URL").isPresent()
                ? Stream.<Look>empty()
                : Stream.<Look>of(new Ports(Ports.USUAL));
        var always = Stream.<Look>of(
                new Machine(surroundings),
                new Credentials(surroundings),
                new Providers(surroundings),
                new PublicAddresses(surroundings),
                new GraphVersion(surroundings),
                new Health(services(addresses)),
                new Broker(cluster(addresses), surroundings.clock()),
                new Database(databases(addresses)),
                new SelfTest(surroundings, addresses));
        var all = Stream.concat(ports, always);
        return online ? Stream.concat(all, Stream.of(new Online(surroundings), new PublicName(surroundings))) : all;
    }

    /** A public address is ingress's door and status's API; the others are behind it. */
    private static Map<String, URI> services(Addresses addresses) {
        var all = new LinkedHashMap<String, URI>();
        all.put("ingress", addresses.api());
        all.put("status", addresses.state());
        addresses.dev().ifPresent(dev -> SERVICES.forEach(name -> all.put(name, dev.at(name))));
        return all;
    }

    private Cluster cluster(Addresses addresses) {
        var environment = new HashMap<>(surroundings.environment());
        addresses.dev().ifPresent(dev -> environment.putIfAbsent("KAFKA_BOOTSTRAP_SERVERS", dev.text("kafka")));
        return Cluster.of(environment);
    }

    private List<String> databases(Addresses addresses) {
        return surroundings
                .get("DATABASE_URL")
                .map(List::of)
                .orElseGet(() -> addresses.dev().map(Doctor::databases).orElse(List.of()));
    }

    private static List<String> databases(RunningDev dev) {
        return Stream.of("status", "dispatcher", "fallback")
                .map(name -> dev.text("postgres") + "/" + name)
                .toList();
    }

    private static String text(List<Finding> findings) {
        var lines = findings.stream().map(Finding::text).collect(Collectors.joining(System.lineSeparator()));
        var counts = Stream.of(
                        counted(findings, State.PROBLEM, "problem"),
                        counted(findings, State.UNKNOWN, "not looked at"),
                        counted(findings, State.NOTE, "note"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
        return lines + System.lineSeparator() + "  " + (counts.isEmpty() ? "All is well." : counts + ".");
    }

    private static Optional<String> counted(List<Finding> findings, State state, String word) {
        var count = count(findings, state);
        var plural = count == 1 || word.contains(" ") ? "" : "s";
        return count == 0 ? Optional.empty() : Optional.of(count + " " + word + plural);
    }

    private static long count(List<Finding> findings, State state) {
        return findings.stream().filter(finding -> finding.state() == state).count();
    }

    private PrintWriter output() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
