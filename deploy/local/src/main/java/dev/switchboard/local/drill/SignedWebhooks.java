package dev.switchboard.local.drill;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signed messages at a steady pace, whatever becomes of them: as Twilio sends them, and none of them twice. */
final class SignedWebhooks implements AutoCloseable {

    static final String TOKEN = "00000000000000000000000000000000";
    static final String BASE = "https://drill.example";

    private static final String PATH = "/api/webhooks/sms";

    private final URI target;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Queue<String> taken = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger unheard = new AtomicInteger();

    SignedWebhooks(int port) {
        this.target = URI.create("http://127.0.0.1:" + port + PATH);
    }

    void begin(int perSecond) {
        var _ = clock.scheduleAtFixedRate(
                () -> threads.execute(this::post), 0, TimeUnit.SECONDS.toNanos(1) / perSecond, TimeUnit.NANOSECONDS);
    }

    /** What was answered 200, by its id. */
    Queue<String> taken() {
        return taken;
    }

    /** Answered with something else than 200. */
    int refused() {
        return refused.get();
    }

    /** Nobody was there: Twilio would call the fallback address. */
    int unheard() {
        return unheard.get();
    }

    private void post() {
        var sid = "SM" + UUID.randomUUID().toString().replace("-", "");
        var form = new TreeMap<>(Map.of(
                "AccountSid", "AC00000000000000000000000000000000",
                "Body", "Hello",
                "From", "+14155550100",
                "MessageSid", sid,
                "NumMedia", "0",
                "SmsStatus", "received",
                "To", "+15550002222"));
        var request = HttpRequest.newBuilder(target)
                .timeout(Duration.ofSeconds(15))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", signature(form))
                .POST(BodyPublishers.ofString(encoded(form)))
                .build();
        try {
            if (http.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                taken.add(sid);
            } else {
                refused.incrementAndGet();
            }
        } catch (IOException _) {
            unheard.incrementAndGet();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static String encoded(SortedMap<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String signature(SortedMap<String, String> form) {
        var text = new StringBuilder(BASE + PATH);
        form.forEach((name, value) -> text.append(name).append(value));
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(TOKEN.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA1", e);
        }
    }

    /** What is under way is waited for. */
    @Override
    public void close() {
        clock.shutdownNow();
        threads.close();
        http.close();
    }
}
