package dev.switchboard.operator.api;

import dev.switchboard.operator.CannotReach;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** One part of the system, called as its users call it. */
public final class Api {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(15);

    private final URI base;
    private final Optional<String> authorization;
    private final boolean ours;
    private final HttpClient http = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    public Api(URI base, Optional<String> token) {
        this(base, token.map(bearer -> "Bearer " + bearer), true);
    }

    private Api(URI base, Optional<String> authorization, boolean ours) {
        this.base = base;
        this.authorization = authorization;
        this.ours = ours;
    }

    /** With the whole of the header, as a provider wants it; what it refuses is its answer. */
    public static Api authorized(URI base, Optional<String> authorization) {
        return new Api(base, authorization, false);
    }

    public Answer get(String path) {
        return answered(send(request(path).timeout(ANSWER).GET(), BodyHandlers.ofString()));
    }

    public Answer post(String path, Object body, Map<String, String> headers) {
        return call("POST", path, json(body), headers);
    }

    public Answer put(String path, Object body) {
        return call("PUT", path, json(body), Map.of());
    }

    public Answer delete(String path) {
        return call("DELETE", path, BodyPublishers.noBody(), Map.of());
    }

    /** Lines as they come, for as long as the other side keeps talking. */
    public HttpResponse<InputStream> open(String path, Map<String, String> headers) {
        var request = request(path).GET();
        headers.forEach(request::header);
        return checked(send(request, BodyHandlers.ofInputStream()));
    }

    private Answer call(String method, String path, BodyPublisher body, Map<String, String> headers) {
        var request = request(path)
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .method(method, body);
        headers.forEach(request::header);
        return answered(send(request, BodyHandlers.ofString()));
    }

    private static BodyPublisher json(Object body) {
        return BodyPublishers.ofByteArray(JsonMapper.shared().writeValueAsBytes(body));
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(base + path));
        authorization.ifPresent(shown -> request.header("Authorization", shown));
        return request;
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body) {
        try {
            return http.send(request.build(), body);
        } catch (IOException e) {
            throw new CannotReach(
                    base + " does not answer. ./switchboard dev starts a system; --port-base or --url names another.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotReach("interrupted", e);
        }
    }

    private Answer answered(HttpResponse<String> response) {
        var checked = checked(response);
        return new Answer(checked.statusCode(), parsed(checked.body()));
    }

    private <T> HttpResponse<T> checked(HttpResponse<T> response) {
        if (response.statusCode() == 401 && ours) {
            throw new CannotReach(
                    base + (authorization.isEmpty() ? " wants a token" : " does not take this token")
                            + ": SWITCHBOARD_TOKEN holds it, ./switchboard token makes one.",
                    null);
        }
        return response;
    }

    @Override
    public String toString() {
        return base.toString();
    }

    private static JsonNode parsed(String body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException _) {
            return MissingNode.getInstance();
        }
    }
}
