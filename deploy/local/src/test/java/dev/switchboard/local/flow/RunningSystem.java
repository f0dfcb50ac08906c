package dev.switchboard.local.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.settings.DatabaseUrl;
import dev.switchboard.dispatcher.DispatcherApplication;
import dev.switchboard.fallback.FallbackApplication;
import dev.switchboard.infrastructure.FreePort;
import dev.switchboard.infrastructure.Infrastructure;
import dev.switchboard.ingress.IngressApplication;
import dev.switchboard.simulator.SimulatorApplication;
import dev.switchboard.status.StatusApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import tools.jackson.databind.JsonNode;

/** The broker, the database, the four services and the simulator, once for all flows of this JVM. */
final class RunningSystem {

    private static @Nullable RunningSystem shared;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Infrastructure infrastructure = Infrastructure.forTests();
    private final int ingress = FreePort.find();
    private final int simulator = FreePort.find();
    private final int status = FreePort.find();
    private final int dispatcher = FreePort.find();
    private final int fallback = FreePort.find();

    static synchronized RunningSystem shared() {
        if (shared == null) {
            shared = new RunningSystem();
        }
        return shared;
    }

    private RunningSystem() {
        var starts = new ArrayList<CompletableFuture<?>>();
        starts.add(start(SimulatorApplication::application, simulator, "simulator"));
        starts.add(start(IngressApplication::application, ingress, "ingress"));
        starts.add(start(DispatcherApplication::application, dispatcher, "dispatcher"));
        starts.add(start(StatusApplication::application, status, "status"));
        starts.add(start(FallbackApplication::application, fallback, "fallback"));
        starts.forEach(CompletableFuture::join);
    }

    String bootstrapServers() {
        return infrastructure.bootstrapServers();
    }

    /** What the operator's tool is told to find it all. */
    Map<String, String> operatorEnvironment() {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                bootstrapServers(),
                "STATUS_URL",
                "http://127.0.0.1:" + status,
                "DISPATCHER_URL",
                "http://127.0.0.1:" + dispatcher,
                "FALLBACK_URL",
                "http://127.0.0.1:" + fallback,
                "INGRESS_URL",
                "http://127.0.0.1:" + ingress,
                "SWITCHBOARD_OPERATOR",
                "ana@test");
    }

    /** How many of these the services have made their own: contacts who said something, or messages. */
    long known(boolean contacts, List<String> ids) {
        return contacts
                ? count("dispatcher", "select count(distinct contact) from opt_outs where contact = any(?)", ids)
                : count("status", "select count(*) from messages where id::text = any(?) and status is not null", ids);
    }

    long count(String database, String sql, List<String> ids) {
        return Long.parseLong(rows(database, sql, ids).getFirst());
    }

    /** Each row as one text. */
    List<String> rows(String database, String sql, List<String> ids) {
        var url = DatabaseUrl.parse(infrastructure.databaseUrl(database));
        try (var connection = DriverManager.getConnection(url.jdbc(), url.user(), url.passwordText());
                var statement = connection.prepareStatement(sql)) {
            if (!ids.isEmpty()) {
                statement.setArray(1, connection.createArrayOf("text", ids.toArray()));
            }
            var found = new ArrayList<String>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(row.getString(1));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private CompletableFuture<?> start(Supplier<SpringApplication> application, int port, String name) {
        var started = new CompletableFuture<Void>();
        Thread.ofPlatform().name("start-" + name).start(() -> {
            try {
                application.get().run(settings(port, name));
                started.complete(null);
            } catch (RuntimeException e) {
                started.completeExceptionally(e);
            }
        });
        return started;
    }

    private String[] settings(int port, String name) {
        var settings = Map.ofEntries(
                Map.entry("PORT", Integer.toString(port)),
                Map.entry("BIND_ADDRESS", "127.0.0.1"),
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", infrastructure.bootstrapServers()),
                Map.entry("KAFKA_PARTITIONS", "3"),
                Map.entry("DATABASE_URL", infrastructure.databaseUrl(name)),
                Map.entry("PUBLIC_BASE_URL", "http://localhost:" + ingress),
                Map.entry("INGRESS_URL", "http://127.0.0.1:" + ingress),
                Map.entry("DASHBOARD_URL", "http://localhost:" + status),
                Map.entry("TWILIO_API_URL", "http://127.0.0.1:" + simulator),
                Map.entry("WHATSAPP_GRAPH_URL", "http://127.0.0.1:" + simulator),
                Map.entry("SIMULATOR_STEP_DELAY", "50ms"),
                Map.entry("SPOOL_DIRECTORY", "target/spool-" + UUID.randomUUID()),
                Map.entry("TWILIO_ACCOUNT_SID", "AC00000000000000000000000000000000"),
                Map.entry("TWILIO_AUTH_TOKEN", "00000000000000000000000000000000"),
                Map.entry("TWILIO_WHATSAPP_FROM", "whatsapp:+15550001111"),
                Map.entry("TWILIO_PHONE_NUMBER_REMINDERS", "+15550002222"),
                Map.entry("PACE_SENDERS", "sms:+15550002222=80"),
                Map.entry("WHATSAPP_ACCESS_TOKEN", "simulator-access-token"),
                Map.entry("WHATSAPP_PHONE_NUMBER_ID", "15550003333"),
                Map.entry("WHATSAPP_APP_SECRET", "simulator-app-secret"),
                Map.entry("WHATSAPP_VERIFY_TOKEN", "simulator-verify-token"));
        return settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
    }

    /** Asks for a message to be sent, as an API caller does, and gives its id. */
    String send(String body) {
        return send(body, UUID.randomUUID().toString());
    }

    String send(String body, String idempotencyKey) {
        var answer = call(HttpRequest.newBuilder(ingress("/api/v1/messages"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        var json = json(answer);
        assertThat(json.get("status").stringValue()).isEqualTo("accepted");
        assertThat(json.get("watch").stringValue()).contains(json.get("id").stringValue());
        return json.get("id").stringValue();
    }

    JsonNode message(String id) {
        var answer = call(HttpRequest.newBuilder(status("/api/v1/messages/" + id)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    JsonNode awaitStatus(String id, String wanted) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(message(id).path("status").asString("")).isEqualTo(wanted));
        return message(id);
    }

    /** The id of the message that stands in for this one, once there is one. */
    String awaitFallback(String id) {
        await().atMost(Duration.ofSeconds(60)).until(() -> message(id).has("fallbackMessageId"));
        return message(id).get("fallbackMessageId").stringValue();
    }

    List<String> history(String id) {
        return list(message(id).get("history")).stream()
                .map(step -> step.get("status").stringValue())
                .toList();
    }

    /** What a customer writes, posted by the simulator as the provider's signed webhook. */
    JsonNode receive(String inbound) {
        var answer = call(HttpRequest.newBuilder(simulator("/api/inbound"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(inbound)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).get("webhookStatus").intValue()).isEqualTo(200);
        return json(answer);
    }

    List<JsonNode> conversations() {
        return list(get(status("/api/whatsapp/conversations")));
    }

    /** What arrived at the provider under one of our ids: the truth about how often it was sent. */
    List<JsonNode> sendsAtProvider(String id) {
        return list(get(simulator("/api/messages?mid=" + id)).get("messages"));
    }

    List<JsonNode> sendsAtProviderTo(String number) {
        return list(get(simulator("/api/messages?to=" + URLEncoder.encode(number, StandardCharsets.UTF_8)))
                .get("messages"));
    }

    HttpResponse<String> call(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    JsonNode post(URI address) {
        return json(call(HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.noBody())));
    }

    URI ingress(String path) {
        return URI.create("http://localhost:" + ingress + path);
    }

    URI status(String path) {
        return URI.create("http://localhost:" + status + path);
    }

    URI simulator(String path) {
        return URI.create("http://127.0.0.1:" + simulator + path);
    }

    private JsonNode get(URI address) {
        return json(call(HttpRequest.newBuilder(address)));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Wire.JSON.readTree(answer.body());
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
