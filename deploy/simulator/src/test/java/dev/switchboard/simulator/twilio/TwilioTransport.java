package dev.switchboard.simulator.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.twilio.exception.ApiException;
import com.twilio.http.HttpMethod;
import com.twilio.http.Request;
import com.twilio.http.Response;
import com.twilio.http.TwilioRestClient;
import dev.switchboard.simulator.RunningSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Twilio's own client with the host exchanged, and nothing repeated behind its back. */
public final class TwilioTransport extends com.twilio.http.HttpClient {
    public static final String ACCOUNT = "AC00000000000000000000000000000000";
    public static final String TOKEN = "00000000000000000000000000000000";

    private final RunningSimulator simulator;
    private final Duration patience;
    private final HttpClient http = HttpClient.newHttpClient();

    private TwilioTransport(RunningSimulator simulator, Duration patience) {
        this.simulator = simulator;
        this.patience = patience;
    }

    public static TwilioRestClient client(RunningSimulator simulator) {
        return client(simulator, TOKEN, Duration.ofSeconds(20));
    }

    public static TwilioRestClient client(RunningSimulator simulator, String token, Duration patience) {
        return new TwilioRestClient.Builder(ACCOUNT, token)
                .httpClient(new TwilioTransport(simulator, patience))
                .build();
    }

    @Override
    public Response reliableRequest(Request request) {
        return makeRequest(request);
    }

    @Override
    public Response makeRequest(Request request) {
        var url = URI.create(request.constructURL().toString());
        var path = url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
        var form = request.getPostParams().entrySet().stream()
                .flatMap(
                        entry -> entry.getValue().stream().map(value -> encoded(entry.getKey()) + "=" + encoded(value)))
                .collect(joining("&"));
        var body = request.getMethod() == HttpMethod.GET ? BodyPublishers.noBody() : BodyPublishers.ofString(form);
        var exchange = HttpRequest.newBuilder(simulator.url(path))
                .timeout(patience)
                .header("Authorization", request.getAuthString())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(request.getMethod().toString(), body);
        try {
            var answer = http.send(exchange.build(), BodyHandlers.ofString());
            return new Response(answer.body(), answer.statusCode());
        } catch (IOException e) {
            throw new ApiException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException("interrupted", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
