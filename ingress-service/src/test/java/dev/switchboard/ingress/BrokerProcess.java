package dev.switchboard.ingress;

import dev.switchboard.infrastructure.FreePort;
import dev.switchboard.infrastructure.InfrastructureProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A real broker in a process of its own, which can be frozen, killed and started again with what it had. */
final class BrokerProcess implements AutoCloseable {

    private final Path data;
    private final int port = FreePort.find();
    private final int postgres = FreePort.find();
    private Process process;

    BrokerProcess(Path data) throws IOException {
        this.data = data;
        this.process = start();
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    void freeze() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-STOP", Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    void startAgain() throws IOException {
        process = start();
    }

    private Process start() throws IOException {
        var started = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + data,
                        "-cp",
                        System.getProperty("java.class.path"),
                        InfrastructureProcess.class.getName(),
                        "--data",
                        data.toString(),
                        "--kafka-port",
                        Integer.toString(port),
                        "--postgres-port",
                        Integer.toString(postgres)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        var ready = started.inputReader(StandardCharsets.UTF_8).readLine();
        if (ready == null || !ready.contains("kafka")) {
            throw new IOException("the broker does not start");
        }
        return started;
    }

    /** Its own end takes the database server along; a kill would leave that behind. */
    @Override
    public void close() throws IOException {
        process.outputWriter().close();
        process.onExit().join();
    }
}
