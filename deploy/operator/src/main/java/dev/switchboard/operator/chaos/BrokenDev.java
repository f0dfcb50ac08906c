package dev.switchboard.operator.chaos;

import dev.switchboard.operator.CannotReach;
import dev.switchboard.operator.RunningDev;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The parts of a dev as they can be stopped: the services by asking it, the broker by halting its process. */
record BrokenDev(RunningDev dev) {

    static final String BROKER = "broker";

    boolean runs(String part) {
        return part.equals(BROKER) ? !brokerIsHalted() : services().path(part).booleanValue(false);
    }

    void stop(String part) {
        if (part.equals(BROKER)) {
            signal("STOP");
        } else {
            ask("stop " + part);
        }
    }

    void goOn(String part) {
        if (part.equals(BROKER)) {
            signal("CONT");
        } else {
            ask("start " + part);
        }
    }

    JsonNode services() {
        return ask("list").path("services");
    }

    /** One line there, one line of JSON back; starting a service takes as long as it takes. */
    private JsonNode ask(String line) {
        var address = UnixDomainSocketAddress.of(dev.text("control"));
        try (var channel = SocketChannel.open(address)) {
            channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
            var reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            var answer = JsonMapper.shared().readTree(String.valueOf(reader.readLine()));
            answer.path("problem").asStringOpt().ifPresent(problem -> {
                throw new CannotReach(problem, null);
            });
            return answer;
        } catch (IOException e) {
            throw new CannotReach("The dev at " + dev.text("ingress") + " does not answer.", e);
        }
    }

    /** Halted, Kafka answers nobody and loses nothing; PostgreSQL has processes of its own and goes on. */
    private void signal(String name) {
        try {
            var kill = new ProcessBuilder("kill", "-" + name, dev.text("brokerPid"))
                    .inheritIO()
                    .start();
            if (!kill.waitFor(5, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new CannotReach("The broker's process " + dev.text("brokerPid") + " takes no signal.", null);
            }
        } catch (IOException e) {
            throw new CannotReach("There is no kill on this machine to halt the broker with.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotReach("interrupted", e);
        }
    }

    private boolean brokerIsHalted() {
        try {
            return state().strip().startsWith("T");
        } catch (IOException e) {
            throw new CannotReach("What the broker's process does cannot be seen: " + e.getMessage(), e);
        }
    }

    private String state() throws IOException {
        var status = Path.of("/proc", dev.text("brokerPid"), "status");
        if (Files.exists(status)) {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("State:"))
                    .findFirst()
                    .orElse("")
                    .substring("State:".length());
        }
        var ps = new ProcessBuilder("ps", "-o", "state=", "-p", dev.text("brokerPid")).start();
        return new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
