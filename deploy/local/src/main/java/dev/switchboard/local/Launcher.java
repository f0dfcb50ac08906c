package dev.switchboard.local;

import dev.switchboard.local.drill.Drill;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line behind {@code ./switchboard}. */
@Command(
        name = "./switchboard",
        subcommands = {Dev.class, Stop.class, ShowSettings.class, Drill.class},
        exitCodeOnInvalidInput = 1)
final class Launcher {
    private Launcher() {}

    public static void main(String[] arguments) {
        var output = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var commands = new CommandLine(new Launcher(), new Commands(output))
                .setExecutionExceptionHandler(Launcher::oneSentence)
                .setParameterExceptionHandler(Launcher::invalid);
        System.exit(commands.execute(arguments));
    }

    private static int oneSentence(Exception failure, CommandLine command, CommandLine.ParseResult arguments)
            throws Exception {
        if (failure instanceof CannotStart) {
            System.err.println(failure.getMessage());
            return 1;
        }
        throw failure;
    }

    private static int invalid(CommandLine.ParameterException failure, String[] arguments) {
        System.err.println(failure.getMessage() + " (./switchboard help)");
        return 1;
    }

    /** Gives the commands what they print to: UTF-8 whatever the terminal's locale. */
    private record Commands(PrintStream output) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (type == Dev.class) {
                return type.cast(new Dev(output));
            }
            if (type == ShowSettings.class) {
                return type.cast(new ShowSettings(output));
            }
            if (type == Drill.class) {
                return type.cast(new Drill(
                        output, Installation.of(Environment.ofThisProcess()).home()));
            }
            return type == Stop.class
                    ? type.cast(new Stop(output))
                    : CommandLine.defaultFactory().create(type);
        }
    }
}
