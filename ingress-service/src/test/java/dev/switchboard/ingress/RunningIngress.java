package dev.switchboard.ingress;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.switchboard.infrastructure.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** The service as it ships, on a free port, called over real HTTP. */
final class RunningIngress implements AutoCloseable {

    static final String PUBLIC_BASE = "https://gw.example.com";
    static final String TWILIO_TOKEN = "0123456789abcdef0123456789abcdef";
    static final String TWILIO_PREVIOUS = "fedcba9876543210fedcba9876543210";
    static final String APP_SECRET = "simulator-app-secret";
    static final String GATEWAY_SECRET = "simulator-gateway-secret";
    static final String VERIFY_TOKEN = "simulator-verify-token";

    private final String origin;
    private final Runnable end;
    private final HttpClient http = HttpClient.newHttpClient();

    RunningIngress(String bootstrapServers, String prefix, String... more) {
        this(start(arguments(bootstrapServers, prefix, more)));
    }

    private RunningIngress(ConfigurableApplicationContext context) {
        this("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"), context::close);
    }

    private RunningIngress(String origin, Runnable end) {
        this.origin = origin;
        this.end = end;
    }

    /** One that can be killed: closing it is a kill -9. */
    static RunningIngress inItsOwnProcess(String bootstrapServers, String prefix, String... more) {
        var port = FreePort.find();
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                IngressApplication.class.getName()));
        command.addAll(List.of(arguments(bootstrapServers, prefix, more)));
        command.add("--server.port=" + port);
        try {
            var process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new RunningIngress("http://127.0.0.1:" + port, () -> kill(process)).awaitListening();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void kill(Process process) {
        process.destroyForcibly().onExit().join();
    }

    private static ConfigurableApplicationContext start(String[] arguments) {
        return IngressApplication.application().run(arguments);
    }

    private static String[] arguments(String bootstrapServers, String prefix, String... more) {
        return Stream.concat(
                        Stream.of(
                                "--PORT=0",
                                "--BROKER_PATIENCE=5s",
                                "--SPOOL_DIRECTORY=" + SpoolFolders.fresh(),
                                "--BIND_ADDRESS=127.0.0.1",
                                "--KAFKA_BOOTSTRAP_SERVERS=" + bootstrapServers,
                                "--KAFKA_TOPIC_PREFIX=" + prefix,
                                "--KAFKA_PARTITIONS=2",
                                "--PUBLIC_BASE_URL=" + PUBLIC_BASE,
                                "--DASHBOARD_URL=http://localhost:8082",
                                "--TWILIO_AUTH_TOKEN=" + TWILIO_TOKEN,
                                "--TWILIO_AUTH_TOKEN_PREVIOUS=" + TWILIO_PREVIOUS,
                                // Tests forge by the hundred, and all from here.
                                "--FAILURES_PER_MINUTE=1000000",
                                "--WEBHOOK_SECRET=" + GATEWAY_SECRET,
                                "--GATEWAY_API_KEY=simulator-gateway-key",
                                "--WHATSAPP_APP_SECRET=" + APP_SECRET,
                                "--WHATSAPP_VERIFY_TOKEN=" + VERIFY_TOKEN),
                        Stream.of(more))
                // Given twice, the later one counts.
                .collect(toMap(argument -> argument.split("=", 2)[0], identity(), (_, later) -> later))
                .values()
                .toArray(String[]::new);
    }

    private RunningIngress awaitListening() {
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> get("/actuator/health/liveness").statusCode() == 200);
        return this;
    }

    RunningIngress awaitReady() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> get("/actuator/health/readiness").statusCode() == 200);
        return this;
    }

    HttpResponse<String> get(String target) {
        return send(request(target).GET());
    }

    HttpResponse<String> head(String target) {
        return send(request(target).HEAD());
    }

    HttpResponse<String> preflight(String target, String origin, String... headers) {
        return send(request(target)
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type,idempotency-key")
                .headers(headers));
    }

    HttpResponse<String> delete(String target) {
        return send(request(target).DELETE());
    }

    HttpResponse<String> post(String target, String contentType, String body, String... headers) {
        var request = request(target).header("Content-Type", contentType).POST(BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> postSigned(String token, String target, byte[] form, String... headers) {
        return postSignedFor(PUBLIC_BASE + target, token, target, form, headers);
    }

    HttpResponse<String> postSignedFor(String url, String token, String target, byte[] form, String... headers) {
        var request = request(target)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", Signing.twilio(token, url, form))
                .POST(BodyPublishers.ofByteArray(form));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> getSigned(String token, String target) {
        var signature = Signing.twilio(token, PUBLIC_BASE + target, new byte[0]);
        return send(request(target).header("X-Twilio-Signature", signature).GET());
    }

    static String signedByMeta(String secret, byte[] body) {
        return "sha256=" + Signing.hex("HmacSHA256", secret, body);
    }

    HttpResponse<String> postSignedByMeta(String secret, byte[] body) {
        return postJson("/api/whatsapp/webhook", "X-Hub-Signature-256", signedByMeta(secret, body), body);
    }

    HttpResponse<String> postSignedByGateway(String secret, String session, byte[] body) {
        var signature = "sha256=" + Signing.hex("HmacSHA256", secret, body);
        return postJson("/api/whatsapp/webhook/" + session, "X-Webhook-Signature", signature, body);
    }

    private HttpResponse<String> postJson(String target, String header, String signature, byte[] body) {
        return send(request(target)
                .header("Content-Type", "application/json")
                .header(header, signature)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    static String token(String secret, @Nullable String subject, String scope, @Nullable Instant expiresAt) {
        try {
            var token = new SignedJWT(
                    new JWSHeader(JWSAlgorithm.HS256),
                    new JWTClaimsSet.Builder()
                            .subject(subject)
                            .claim("scope", scope)
                            .expirationTime(expiresAt == null ? null : Date.from(expiresAt))
                            .build());
            token.sign(new MACSigner(secret));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a Host header would have it. */
    String origin() {
        return origin;
    }

    private HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create(origin() + target)).timeout(Duration.ofSeconds(20));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
        end.run();
    }
}
