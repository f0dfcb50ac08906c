package dev.switchboard.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;

/** The least that sends: a loop over the client the dispatcher uses, with the same form, that keeps nothing. */
final class BareSends {

    private final CloseableHttpClient http;
    private final Semaphore inFlight;
    private final URI address;

    private BareSends(String simulator, int inFlight) {
        this.address = URI.create(simulator + "/2010-04-01/Accounts/" + SendsBenchmark.ACCOUNT + "/Messages.json");
        this.inFlight = new Semaphore(inFlight);
        this.http = HttpClients.createMinimal(PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(inFlight)
                .setMaxConnTotal(inFlight)
                .build());
    }

    /** Each line is how many to send; the answer is how many were taken. */
    public static void main(String[] arguments) throws Exception {
        var sends = new BareSends(arguments[0], Integer.parseInt(arguments[1]));
        var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var order = orders.readLine(); order != null; order = orders.readLine()) {
            System.out.println(sends.send(Integer.parseInt(order)));
        }
    }

    private int send(int many) throws InterruptedException {
        var taken = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < many; n++) {
                var number = SendsBenchmark.number(n);
                inFlight.acquire();
                threads.submit(() -> sendOne(number, taken));
            }
        }
        return taken.get();
    }

    private Void sendOne(String to, AtomicInteger taken) throws IOException {
        try {
            return http.execute(request(to), answer -> {
                EntityUtils.toString(answer.getEntity());
                if (answer.getCode() == HttpStatus.SC_CREATED) {
                    taken.incrementAndGet();
                }
                return null;
            });
        } finally {
            inFlight.release();
        }
    }

    private HttpPost request(String to) {
        var callback = "http://127.0.0.1:9/api/v1/whatsapp/status?mid=" + UUID.randomUUID();
        var form = "To=" + text("whatsapp:" + to) + "&From=" + text(SendsBenchmark.SENDER) + "&Body="
                + text(SendsBenchmark.BODY) + "&StatusCallback=" + text(callback);
        var credentials = SendsBenchmark.ACCOUNT + ":" + SendsBenchmark.TOKEN;
        var request = new HttpPost(address);
        request.setHeader(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        request.setEntity(new StringEntity(form, ContentType.APPLICATION_FORM_URLENCODED));
        return request;
    }

    private static String text(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
