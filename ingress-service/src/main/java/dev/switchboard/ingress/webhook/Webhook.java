package dev.switchboard.ingress.webhook;

import dev.switchboard.contracts.unreadable.UnreadableEvent.UnreadableWebhook;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * A request as it stood at the door. Path, query and body are what was received, byte for byte: a signature is over
 * them, and not over what a framework would write in their place.
 */
public record Webhook(
        HttpMethod method, String path, @Nullable String query, HttpHeaders headers, byte[] body, Instant receivedAt) {

    private static final Pattern JSON =
            Pattern.compile("application/([a-z0-9.-]+\\+)?json\\b", Pattern.CASE_INSENSITIVE);

    static Webhook of(ServerRequest request, byte[] body, Instant receivedAt) {
        var uri = request.exchange().getRequest().getURI();
        return new Webhook(
                request.method(),
                uri.getRawPath(),
                uri.getRawQuery(),
                request.exchange().getRequest().getHeaders(),
                body,
                receivedAt);
    }

    /** One that was kept because nobody could read it. It had no body where it was called by GET. */
    static Webhook of(UnreadableWebhook kept) {
        var headers = new HttpHeaders();
        if (kept.contentType() != null) {
            headers.set(HttpHeaders.CONTENT_TYPE, kept.contentType());
        }
        var method = kept.body().length == 0 ? HttpMethod.GET : HttpMethod.POST;
        return new Webhook(method, kept.path(), kept.query(), headers, kept.body(), kept.receivedAt());
    }

    public boolean isPost() {
        return method.equals(HttpMethod.POST);
    }

    public @Nullable String header(String name) {
        return headers.getFirst(name);
    }

    public Parameters parameters() {
        return Parameters.parse(query == null ? "" : query);
    }

    /** By its words, not by a parser: what cannot be parsed is still a webhook. */
    public boolean isJson() {
        var type = header(HttpHeaders.CONTENT_TYPE);
        return type != null && JSON.matcher(type).lookingAt();
    }

    @Nullable
    String contentType() {
        return header(HttpHeaders.CONTENT_TYPE);
    }

    @Override
    public String toString() {
        return "Webhook[" + method + " " + path + ", " + body.length + " bytes]";
    }
}
