package dev.switchboard.operator;

import dev.switchboard.operator.access.MakeToken;
import dev.switchboard.operator.chaos.ChaosCommands;
import dev.switchboard.operator.dlt.DeadLetterCommands;
import dev.switchboard.operator.doctor.Doctor;
import dev.switchboard.operator.message.MessageCommands;
import dev.switchboard.operator.phone.PhoneCommands;
import dev.switchboard.operator.replay.Refused;
import dev.switchboard.operator.replay.ReplayCommands;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line behind {@code ./switchboard}, but for dev and what belongs to it. */
@Command(
        name = "./switchboard",
        description = "What an operator asks of a running system.",
        mixinStandardHelpOptions = true)
public final class Operator {
    private static final int WIDTH = 140;

    private Operator() {}

    public static void main(String[] arguments) {
        var output = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var errors = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(arguments, System.getenv(), Clock.systemUTC(), output, errors));
    }

    /** As typed, without ending the process: how it would have ended. */
    public static int run(
            String[] arguments, Map<String, String> environment, Clock clock, PrintWriter output, PrintWriter errors) {
        var temporary = Path.of(System.getProperty("java.io.tmpdir"));
        return run(arguments, new Surroundings(environment, temporary, clock), output, errors);
    }

    public static int run(String[] arguments, Surroundings surroundings, PrintWriter output, PrintWriter errors) {
        var environment = withKafka(surroundings);
        var cluster = Cluster.of(environment);
        var deadLetters = DeadLetterCommands.of(cluster, surroundings.clock());
        var tool = new CommandLine(new Operator())
                .addSubcommand("dlt", ReplayCommands.addTo(deadLetters, cluster, environment, surroundings.clock()));
        MessageCommands.addTo(tool, surroundings);
        tool.addSubcommand(new MakeToken(surroundings))
                .addSubcommand("doctor", Doctor.of(surroundings))
                .addSubcommand("phone", PhoneCommands.of(surroundings))
                .addSubcommand("chaos", ChaosCommands.of(surroundings));
        tellVersion(tool);
        return tool.setCaseInsensitiveEnumValuesAllowed(true)
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
