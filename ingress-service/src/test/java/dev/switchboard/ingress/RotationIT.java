package dev.switchboard.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.infrastructure.Infrastructure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Five secrets change while webhooks and sends come in: nothing genuine is refused, and nothing restarts. */
@Timeout(240)
class RotationIT {

    private static final int ROUNDS = 2;

    @Test
    void refusesNothingGenuineWhileFiveSecretsRotate(@TempDir Path folder) throws Exception {
        var names = new String[] {
            "TWILIO_AUTH_TOKEN", "WHATSAPP_APP_SECRET", "WHATSAPP_VERIFY_TOKEN", "WEBHOOK_SECRET", "JWT_SECRET"
        };
        var arguments = new ArrayList<String>();
        for (var name : names) {
            Files.writeString(folder.resolve(name), secret(0));
            arguments.add("--" + name + "_FILE=" + folder.resolve(name));
        }
        // How fast the broker is, is not the question.
        arguments.add("--ACKNOWLEDGED_WITHIN=20s");
        var current = new ConcurrentHashMap<String, String>();
        for (var name : names) {
            current.put(name, secret(0));
        }
        var isOver = new AtomicBoolean();
        try (var ingress = new RunningIngress(
                                Infrastructure.forTests().bootstrapServers(),
                                "rotation-" + UUID.randomUUID() + ".",
                                arguments.toArray(String[]::new))
                        .awaitReady();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Future<Integer>>();
            calls.add(threads.submit(() -> calling(
                    isOver,
                    () -> ingress.postSigned(
                                    current.get("TWILIO_AUTH_TOKEN"),
                                    "/api/webhooks/status",
                                    Fixtures.read("twilio/status-delivered.form"))
                            .statusCode())));
            calls.add(threads.submit(() -> calling(
                    isOver,
                    () -> ingress.postSignedByMeta(
                                    current.get("WHATSAPP_APP_SECRET"), Fixtures.read("meta/message-text.json"))
                            .statusCode())));
            calls.add(threads.submit(() -> calling(
                    isOver,
                    () -> ingress.postSignedByGateway(
                                    current.get("WEBHOOK_SECRET"),
                                    "shop",
                                    Fixtures.read("gateway/message-by-event.json"))
                            .statusCode())));
            calls.add(threads.submit(() -> calling(
                    isOver,
                    () -> ingress.get("/api/whatsapp/webhook?hub.mode=subscribe&hub.challenge=1&hub.verify_token="
                                    + current.get("WHATSAPP_VERIFY_TOKEN"))
                            .statusCode())));
            calls.add(threads.submit(() -> calling(
                    isOver,
                    () -> ingress.post(
                                            "/api/v1/messages",
                                            "application/json",
                                            "{\"to\":\"+14155550100\",\"channel\":\"sms\",\"text\":\"x\"}",
                                            "Authorization",
                                            "Bearer " + token(current.get("JWT_SECRET")))
                                    .statusCode()
                            - 2)));
            for (int round = 1; round <= ROUNDS; round++) {
                for (var name : names) {
                    Files.writeString(folder.resolve(name), secret(round) + "\n");
                    // As an operator does: the provider signs with the new one once it is known here.
                    var taken = secret(round);
                    await().atMost(Duration.ofSeconds(60)).until(() -> isTaken(ingress, name, taken));
                    current.put(name, secret(round));
                }
            }
            isOver.set(true);
            for (var call : calls) {
                assertThat(call.get()).isPositive();
            }
            // What left a file holds a moment longer, and then no more.
            for (var name : names) {
                await().atMost(Duration.ofSeconds(60)).until(() -> !isTaken(ingress, name, secret(0)));
            }
        }
    }

    private static boolean isTaken(RunningIngress ingress, String name, String secret) throws Exception {
        return switch (name) {
            case "TWILIO_AUTH_TOKEN" ->
                ingress.postSigned(secret, "/api/webhooks/status", Fixtures.read("twilio/status-delivered.form"))
                                .statusCode()
                        == 200;
            case "WHATSAPP_APP_SECRET" ->
                ingress.postSignedByMeta(secret, Fixtures.read("meta/message-text.json"))
                                .statusCode()
                        == 200;
            case "WEBHOOK_SECRET" ->
                ingress.postSignedByGateway(secret, "shop", Fixtures.read("gateway/message-by-event.json"))
                                .statusCode()
                        == 200;
            case "WHATSAPP_VERIFY_TOKEN" ->
                ingress.get("/api/whatsapp/webhook?hub.mode=subscribe&hub.challenge=1&hub.verify_token=" + secret)
                                .statusCode()
                        == 200;
            default ->
                ingress.post("/api/v1/messages", "application/json", "{}", "Authorization", "Bearer " + token(secret))
                                .statusCode()
                        == 422;
        };
    }

    private static int calling(AtomicBoolean isOver, Callable<Integer> call) throws Exception {
        var calls = 0;
        while (!isOver.get()) {
            assertThat(call.call()).isEqualTo(200);
            calls++;
        }
        return calls;
    }

    private static String token(String secret) {
        return RunningIngress.token(
                secret, "shop", "messages:send", Instant.now().plusSeconds(60));
    }

    private static String secret(int round) {
        return Integer.toString(round).repeat(40);
    }
}
