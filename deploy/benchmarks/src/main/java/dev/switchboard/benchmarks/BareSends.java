package dev.switchboard.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** The least that sends: a loop over the client the dispatcher uses, with the same form, that keeps nothing. */
final class BareSends {

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final Semaphore inFlight;
    private final URI address;

    private BareSends(String simulator, int inFlight) {
        this.address = URI.create(simulator + "/2010-04-01/Accounts/" + SendsBenchmark.ACCOUNT + "/Messages.json");
        this.inFlight = new Semaphore(inFlight);
    }

    /** Each line is how many to send; the answer is how many were taken. */
    public static void main(String[] arguments) throws Exception {
        var sends = new BareSends(arguments[0], Integer.parseInt(arguments[1]));
        var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var order = orders.readLine(); order != null; order = orders.readLine()) {
            System.out.println(sends.send(Integer.parseInt(order)));
        }
    }

    private int send(int many) throws InterruptedException, ExecutionException {
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

    private int sendOne(String to, AtomicInteger taken) throws IOException, InterruptedException {
        try {
            var answer = http.send(request(to), BodyHandlers.ofString());
            return answer.statusCode() == 201 ? taken.incrementAndGet() : 0;
        } finally {
            inFlight.release();
        }
    }

    private HttpRequest request(String to) {
        var callback = "http://127.0.0.1:9/api/v1/whatsapp/status?mid=" + UUID.randomUUID();
        var form = "To=" + text("whatsapp:" + to) + "&From=" + text(SendsBenchmark.SENDER) + "&Body="
                + text(SendsBenchmark.BODY) + "&StatusCallback=" + text(callback);
        var credentials = SendsBenchmark.ACCOUNT + ":" + SendsBenchmark.TOKEN;
        return HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .POST(BodyPublishers.ofString(form))
                .build();
    }

    private static String text(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
