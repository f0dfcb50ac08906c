package dev.switchboard.local.drill;

import dev.switchboard.contracts.Wire;
import dev.switchboard.infrastructure.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Broker, database, simulator and dispatchers, each a process of its own. */
final class SendingStage implements AutoCloseable {

    /** Calls a second of the one sender. */
    static final int PACE = 80;

    static final int PARTITIONS = 4;

    private static final String SENDER = "whatsapp:+15550001111";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final Built built;
    private final int kafkaPort = FreePort.find();
    private final int databasePort = FreePort.find();
    private final int simulatorPort = FreePort.find();
    private final Child servers;
    private final Child simulator;
    private final Deque<Dispatcher> dispatchers = new ArrayDeque<>();

    /** A dispatcher, and where it answers. */
    record Dispatcher(Child process, int port) {}

    SendingStage(Built built, Path folder) {
        this.folder = folder;
        this.built = built;
        this.servers = built.servers(folder, kafkaPort, databasePort, "dispatcher");
        this.simulator = built.service(
                "dev.switchboard.simulator.SimulatorApplication",
                // Nobody is told what became of a message: the dispatcher has to ask.
                Map.of(
                        "PORT", Integer.toString(simulatorPort),
                        "SIMULATOR_CALLBACK_RETRY", "false",
                        "PUBLIC_BASE_URL", "http://127.0.0.1:9",
                        "INGRESS_URL", "http://127.0.0.1:9"),
                folder.resolve("simulator.log"));
    }

    String broker() {
        return "127.0.0.1:" + kafkaPort;
    }

    /** Ready when it returns. */
    void start() throws InterruptedException {
        Waiting.until("the simulator", () -> isReady(simulatorPort));
        awaitReady(startDispatcher());
    }

    Dispatcher startDispatcher() {
        var port = FreePort.find();
        var settings = Map.ofEntries(
                Map.entry("PORT", Integer.toString(port)),
                Map.entry("BIND_ADDRESS", "127.0.0.1"),
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", broker()),
                Map.entry("KAFKA_PARTITIONS", Integer.toString(PARTITIONS)),
                Map.entry("DATABASE_URL", "postgresql://postgres@127.0.0.1:" + databasePort + "/dispatcher"),
                Map.entry("TWILIO_API_URL", "http://127.0.0.1:" + simulatorPort),
                Map.entry("TWILIO_ACCOUNT_SID", "AC00000000000000000000000000000000"),
                Map.entry("TWILIO_AUTH_TOKEN", "00000000000000000000000000000000"),
                Map.entry("TWILIO_WHATSAPP_FROM", SENDER),
                Map.entry("PACE_WHATSAPP", Integer.toString(PACE)),
                Map.entry("WHATSAPP_WORKERS", "400"),
                Map.entry("CALL_LEASE", "4s"),
                Map.entry("CALL_TIMEOUT", "4s"),
                Map.entry("CALL_MARGIN", "1s"),
                Map.entry("DATABASE_FROZEN_AFTER", "5s"),
                Map.entry("UNCERTAIN_LOOK_INTERVAL", "2s"));
        var process = built.service(
                "dev.switchboard.dispatcher.DispatcherApplication",
                settings,
                folder.resolve("dispatcher-" + port + ".log"));
        var dispatcher = new Dispatcher(process, port);
        dispatchers.add(dispatcher);
        return dispatcher;
    }

    void awaitReady(Dispatcher dispatcher) throws InterruptedException {
        Waiting.until("a dispatcher", () -> isReady(dispatcher.port()));
    }

    /** As {@code kill -9} does. */
    void killOldest() {
        dispatchers.remove().process().kill();
    }

    /** What the next calls come to, in this order. */
    void plan(String fault, double seconds, int next) {
        var wish = Wire.JSON
                .createObjectNode()
                .put("provider", "twilio")
                .put("fault", fault)
                .put("seconds", seconds)
                .put("next", next);
        ask(HttpRequest.newBuilder(address("/api/faults"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(wish.toString())));
    }

    /** What the provider took, each with our id in {@code mid}. */
    List<JsonNode> taken() {
        return ask(HttpRequest.newBuilder(address("/api/messages?limit=100000")))
                .path("messages")
                .valueStream()
                .toList();
    }

    /** How many the provider took, and which more than once. */
    JsonNode counted() {
        return ask(HttpRequest.newBuilder(address("/api/duplicates")));
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + simulatorPort + path);
    }

    private JsonNode ask(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("the simulator answers " + answer.statusCode());
            }
            return Wire.JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException("the simulator does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private boolean isReady(int port) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        dispatchers.forEach(dispatcher -> dispatcher.process().kill());
        simulator.kill();
        servers.close();
    }
}
