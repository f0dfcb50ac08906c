package dev.switchboard.operator;

import dev.switchboard.operator.dlt.DeadLetterCommands;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line behind {@code ./switchboard dlt}. */
@Command(name = "./switchboard", description = "What an operator asks of a running system.")
public final class Operator {
    private Operator() {}

    public static void main(String[] arguments) {
        var output = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var errors = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(arguments, System.getenv(), Clock.systemUTC(), output, errors));
    }

    static int run(
            String[] arguments, Map<String, String> environment, Clock clock, PrintWriter output, PrintWriter errors) {
        return new CommandLine(new Operator())
                .addSubcommand("dlt", DeadLetterCommands.of(Cluster.of(environment), clock))
                .setOut(output)
                .setErr(errors)
                .setParameterExceptionHandler(Operator::usage)
                .setExecutionExceptionHandler(Operator::oneSentence)
                .execute(arguments);
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
            default -> throw failure;
        };
    }

    private static int complain(CommandLine command, Exception failure) {
        command.getErr().println(failure.getMessage());
        return ExitCode.CANNOT_REACH;
    }
}
