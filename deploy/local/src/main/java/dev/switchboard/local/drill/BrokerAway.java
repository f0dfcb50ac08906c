package dev.switchboard.local.drill;

import dev.switchboard.infrastructure.FreePort;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Signed webhooks come steadily while the broker is frozen, killed and comes back, and ingress itself is killed once. An
 * ingress that is there refuses none of them, and all it answered 200 are on their topic at the end.
 */
record BrokerAway(Built built, PrintStream output) {

    /** Tells whether it held. */
    boolean run(Path folder, int seconds, int perSecond) throws InterruptedException {
        var kafka = FreePort.find();
        var port = FreePort.find();
        try (var broker = built.servers(folder, kafka, FreePort.find());
                var ingress = built.service(
                        "dev.switchboard.ingress.IngressApplication",
                        settings(kafka, port, folder.resolve("spool")),
                        folder.resolve("ingress.log"));
                var webhooks = new SignedWebhooks(port)) {
            Waiting.until("ingress to be ready", () -> answers(port, "/actuator/health/readiness"));
            webhooks.begin(perSecond);
            pause(seconds / 12.0);
            say("broker frozen");
            broker.freeze();
            pause(seconds / 3.0);
            say("broker killed");
            broker.kill();
            pause(seconds / 3.0);
            say("ingress killed and started again");
            ingress.kill();
            ingress.startAgain();
            Waiting.until("ingress to listen", () -> answers(port, "/actuator/health/liveness"));
            pause(seconds / 4.0);
            say("broker started again");
            broker.startAgain();
            pause(seconds / 12.0);
            webhooks.close();
            Waiting.until("the spool to drain", () -> isDrained(port));
            return isHeld(webhooks, InboundTopic.messageIds("127.0.0.1:" + kafka));
        }
    }

    private boolean isHeld(SignedWebhooks webhooks, Set<String> published) {
        var lost = webhooks.taken().stream()
                .filter(sid -> !published.contains(sid))
                .count();
        say("answered 200: %d, on the topic: %d".formatted(webhooks.taken().size(), published.size()));
        say("refused while ingress was there: " + webhooks.refused());
        say("lost of those answered 200: " + lost);
        say("met nobody while ingress was away: " + webhooks.unheard());
        return lost == 0 && webhooks.refused() == 0;
    }

    private static Map<String, String> settings(int kafka, int port, Path spool) {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                "127.0.0.1:" + kafka,
                "KAFKA_PARTITIONS",
                "4",
                "PORT",
                Integer.toString(port),
                "BIND_ADDRESS",
                "127.0.0.1",
                "PUBLIC_BASE_URL",
                SignedWebhooks.BASE,
                "TWILIO_AUTH_TOKEN",
                SignedWebhooks.TOKEN,
                "SPOOL_DIRECTORY",
                spool.toString(),
                "LOG_LEVEL",
                "warn");
    }

    private static boolean answers(int port, String path) {
        return get(port, path).equals("200");
    }

    private static boolean isDrained(int port) {
        return get(port, "/actuator/prometheus")
                .lines()
                .anyMatch(line -> line.startsWith("messaging_spool_bytes") && line.endsWith(" 0.0"));
    }

    /** The body of metrics, the status of anything else, nothing where nobody answers. */
    private static String get(int port, String path) {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            var answer = http.send(request, BodyHandlers.ofString());
            return path.endsWith("prometheus") ? answer.body() : Integer.toString(answer.statusCode());
        } catch (IOException _) {
            return "";
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static void pause(double seconds) throws InterruptedException {
        Thread.sleep(Math.round(1000 * seconds));
    }

    private void say(String words) {
        output.println("  " + words);
    }
}
