package dev.switchboard.operator;

import dev.switchboard.operator.access.MakeToken;
import dev.switchboard.operator.chaos.ChaosCommands;
import dev.switchboard.operator.dlt.DeadLetterCommands;
import dev.switchboard.operator.doctor.Doctor;
import dev.switchboard.operator.message.MessageCommands;
import dev.switchboard.operator.phone.PhoneCommands;
import dev.switchboard.operator.replay.Refused;
import dev.switchboard.operator.replay.ReplayCommands;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line behind {@code ./switchboard}, but for dev and what belongs to it. */
@Command(
        name = "./switchboard",
        description = "What an operator asks of a running system.",
        mixinStandardHelpOptions = true)
public final class Operator {
    private static final int WIDTH = 140;

    @SuppressWarnings("unused") // Decided before the commands are made; here it is known to all of them.
    @Option(
            names = "--no-color",
            scope = ScopeType.INHERIT,
            description = "No colours. There are none without a terminal and where NO_COLOR is set.")
    private boolean noColor;

    @SuppressWarnings("unused") // As above.
    @Option(
            names = Profile.OPTION,
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "Settings from ~/.config/switchboard/NAME.env, or that file in SWITCHBOARD_PROFILES.")
    private @Nullable String profile;

    private Operator() {}

    public static void main(String[] arguments) {
        var surroundings = surroundings(System.getenv(), Clock.systemUTC());
        var plain = new OutputStreamWriter(System.out, StandardCharsets.UTF_8);
        var isTerminal = System.console() != null && System.console().isTerminal();
        var output = new PrintWriter(
                ColouredMarks.areWished(List.of(arguments), surroundings, isTerminal)
                        ? new ColouredMarks(plain)
                        : plain,
                true);
        var errors = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(arguments, surroundings, output, errors));
    }

    /** As typed, without ending the process: how it would have ended. */
    public static int run(
            String[] arguments, Map<String, String> environment, Clock clock, PrintWriter output, PrintWriter errors) {
        return run(arguments, surroundings(environment, clock), output, errors);
    }

    private static Surroundings surroundings(Map<String, String> environment, Clock clock) {
        return new Surroundings(environment, Path.of(System.getProperty("java.io.tmpdir")), clock);
    }

    public static int run(String[] arguments, Surroundings surroundings, PrintWriter output, PrintWriter errors) {
        try {
            return runIn(Profile.applied(arguments, surroundings), arguments, output, errors);
        } catch (Profile.Missing e) {
            errors.println(e.getMessage());
            return ExitCode.USAGE;
        }
    }

    private static int runIn(Surroundings surroundings, String[] arguments, PrintWriter output, PrintWriter errors) {
        var environment = withKafka(surroundings);
        var cluster = Cluster.of(environment);
        var deadLetters = DeadLetterCommands.of(cluster, surroundings.clock());
        var tool = new CommandLine(new Operator())
                .addSubcommand("dlt", ReplayCommands.addTo(deadLetters, cluster, environment, surroundings.clock()));
        MessageCommands.addTo(tool, surroundings);
        tool.addSubcommand(new MakeToken(surroundings))
                .addSubcommand("doctor", Doctor.of(surroundings))
                .addSubcommand("phone", PhoneCommands.of(surroundings))
                .addSubcommand("chaos", ChaosCommands.of(surroundings))
                .addSubcommand(new Completion());
        tellVersion(tool);
        if (!ColouredMarks.areWished(List.of(arguments), surroundings, true)) {
            tool.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        }
        return tool.setCaseInsensitiveEnumValuesAllowed(true)
                // --body @webhook.json means the file's content, and not that the file holds arguments.
                .setExpandAtFiles(false)
                // An example that is broken into two lines cannot be typed as it is printed.
                .setUsageHelpWidth(WIDTH)
                .setOut(output)
                .setErr(errors)
                .setParameterExceptionHandler(Operator::usage)
                .setExecutionExceptionHandler(Operator::oneSentence)
                .execute(arguments);
    }

    private static void tellVersion(CommandLine command) {
        var version = Operator.class.getPackage().getImplementationVersion();
        command.getCommandSpec().version("switchboard " + (version == null ? "from sources" : version));
        command.getSubcommands().values().forEach(Operator::tellVersion);
    }

    /** Where nobody names a broker, the dev that runs here is meant, with its services. */
    private static Map<String, String> withKafka(Surroundings surroundings) {
        var environment = new HashMap<>(surroundings.environment());
        var devs = RunningDev.all(surroundings.temporary());
        if (devs.size() == 1 && surroundings.get("KAFKA_BOOTSTRAP_SERVERS").isEmpty()) {
            var dev = devs.getFirst();
            environment.put("KAFKA_BOOTSTRAP_SERVERS", dev.text("kafka"));
            environment.putIfAbsent("STATUS_URL", dev.text("status"));
            environment.putIfAbsent("DISPATCHER_URL", dev.text("dispatcher"));
            environment.putIfAbsent("FALLBACK_URL", dev.text("fallback"));
            environment.putIfAbsent("INGRESS_URL", dev.text("ingress"));
        }
        return environment;
    }

    private static int usage(CommandLine.ParameterException failure, String[] arguments) {
        var command = failure.getCommandLine();
        command.getErr()
                .println(failure.getMessage() + " (" + command.getCommandSpec().qualifiedName() + " --help)");
        return ExitCode.USAGE;
    }

    private static int oneSentence(Exception failure, CommandLine command, CommandLine.ParseResult arguments)
            throws Exception {
        return switch (failure) {
            case CannotReach cannot -> complain(command, cannot);
            case KafkaException kafka -> complain(command, kafka);
            case Refused refused -> {
                complain(command, refused);
                yield ExitCode.REFUSED;
            }
            default -> throw failure;
        };
    }

    private static int complain(CommandLine command, Exception failure) {
        var cause = failure.getCause();
        var why = failure instanceof CannotReach || cause == null ? "" : ": " + cause.getMessage();
        command.getErr().println(failure.getMessage() + why);
        return ExitCode.CANNOT_REACH;
    }
}
