package dev.switchboard.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One of our own programs in a process of its own; it does a piece of work for each line and answers with one. */
final class Worker implements AutoCloseable {

    private final Process process;
    private final PrintWriter orders;
    private final BufferedReader answers;

    private Worker(Process process) {
        this.process = process;
        this.orders = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.answers = process.inputReader();
    }

    static Worker start(Class<?> program, Path log, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(Program.java()));
        // A floor that has to collect more often than it must is none.
        command.addAll(Stage.PLENTY);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return new Worker(
                new ProcessBuilder(command).redirectError(log.toFile()).start());
    }

    String ask(String order) throws IOException {
        orders.println(order);
        var answer = answers.readLine();
        if (answer == null) {
            throw new IOException("it ended instead of an answer to " + order);
        }
        return answer;
    }

    CpuTime cpu() {
        return CpuTime.ofAlone(process.toHandle());
    }

    @Override
    public void close() {
        process.destroy();
    }
}
