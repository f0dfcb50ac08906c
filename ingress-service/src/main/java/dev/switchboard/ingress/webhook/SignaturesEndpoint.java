package dev.switchboard.ingress.webhook;

import dev.switchboard.ingress.webhook.SignatureDoctor.Finding;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.util.pattern.PathPatternParser;

/** The latest signatures that did not match, what explains them, and what would be said of one somebody holds in hand. */
@Component
@Endpoint(id = "signatures")
class SignaturesEndpoint {

    private final SignatureDoctor doctor;
    private final List<WebhookEndpoint> endpoints;
    private final Clock clock;

    SignaturesEndpoint(SignatureDoctor doctor, List<WebhookEndpoint> endpoints, Clock clock) {
        this.doctor = doctor;
        this.endpoints = endpoints;
        this.clock = clock;
    }

    record Signatures(List<Finding> findings) {}

    /** @param matched which of the secrets it was signed with */
    record Opinion(
            String provider, String verdict, @Nullable String matched, List<String> differences, List<String> hints) {}

    @ReadOperation
    Signatures signatures() {
        return new Signatures(doctor.findings());
    }

    /**
     * Looks at a request as if it had come, and nothing comes of it: nothing is published and nobody let in.
     *
     * @param headers one a line, {@code Name: value}
     */
    @WriteOperation
    Opinion examine(String url, String headers, @Nullable String body, @Nullable String method) {
        var uri = uri(url);
        var webhook = new Webhook(
                HttpMethod.valueOf(method == null ? "POST" : method),
                uri.getRawPath(),
                uri.getRawQuery(),
                headers(uri, headers),
                (body == null ? "" : body).getBytes(StandardCharsets.UTF_8),
                clock.instant());
        return endpoints.stream()
                .filter(endpoint -> takes(endpoint, uri.getRawPath()))
                .findFirst()
                .map(endpoint -> opinion(endpoint, webhook))
                .orElseThrow(() -> bad("nothing is received at " + uri.getRawPath()));
    }

    private static Opinion opinion(WebhookEndpoint endpoint, Webhook webhook) {
        var provider = endpoint.provider().name();
        return switch (endpoint.verify(webhook)) {
            case Verification.Authentic(var matched) ->
                new Opinion(provider, "authentic", matched, List.of(), List.of());
            case Verification.Rejected(var reason) -> {
                var differences = reason == Verification.Reason.NOT_CONFIGURED
                        ? Set.<Difference>of()
                        : endpoint.differences(webhook);
                yield new Opinion(
                        provider,
                        reason.wireName(),
                        null,
                        differences.stream().map(Difference::wireName).toList(),
                        differences.stream().map(Difference::hint).toList());
            }
        };
    }

    private static boolean takes(WebhookEndpoint endpoint, String path) {
        return endpoint.paths().values().stream()
                .map(PathPatternParser.defaultInstance::parse)
                .anyMatch(pattern -> pattern.matches(PathContainer.parsePath(path)));
    }

    /** The host that was called is a hint of what was signed, as it is with a real one. */
    private static HttpHeaders headers(URI uri, String lines) {
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.HOST, uri.getRawAuthority());
        lines.lines()
                .map(line -> line.split(":", 2))
                .filter(header -> header.length == 2)
                .forEach(header -> headers.set(header[0].strip(), header[1].strip()));
        return headers;
    }

    private static URI uri(String url) {
        try {
            var uri = URI.create(url.strip());
            if (uri.getHost() != null && uri.getRawPath() != null) {
                return uri;
            }
        } catch (IllegalArgumentException _) {
            // Said below: it is no address either way.
        }
        throw bad("url is no address");
    }

    private static InvalidEndpointRequestException bad(String reason) {
        return new InvalidEndpointRequestException(reason, reason);
    }
}
