package dev.switchboard.ingress.webhook;

import dev.switchboard.contracts.unreadable.UnreadableEvent.UnreadableWebhook;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.support.Netty4HeadersAdapter;
import reactor.netty.http.server.HttpServerRequest;

/**
 * A request as it stood at the door. Path, query and body are what was received, byte for byte: a signature is over
 * them, and not over what a framework would write in their place. What they hold is read once, by whoever asks first.
 */
public final class Webhook {

    private static final Pattern JSON =
            Pattern.compile("application/([a-z0-9.-]++\\+)?json\\b", Pattern.CASE_INSENSITIVE);

    private final HttpMethod method;
    private final String path;
    private final @Nullable String query;
    private final HttpHeaders headers;
    private final byte[] body;
    private final Instant receivedAt;
    private final boolean isJson;
    private @Nullable Parameters parameters;
    private @Nullable Parameters form;

    public Webhook(
            HttpMethod method,
            String path,
            @Nullable String query,
            HttpHeaders headers,
            byte[] body,
            Instant receivedAt) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.body = body;
        this.receivedAt = receivedAt;
        var type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
        this.isJson = type != null && JSON.matcher(type).lookingAt();
    }

    static Webhook of(HttpMethod method, Target target, HttpServerRequest request, byte[] body, Instant receivedAt) {
        var headers = new HttpHeaders(new Netty4HeadersAdapter(request.requestHeaders()));
        return new Webhook(method, target.path(), target.query(), headers, body, receivedAt);
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

    public HttpMethod method() {
        return method;
    }

    public String path() {
        return path;
    }

    public @Nullable String query() {
        return query;
    }

    public HttpHeaders headers() {
        return headers;
    }

    public byte[] body() {
        return body;
    }

    public Instant receivedAt() {
        return receivedAt;
    }

    public Parameters parameters() {
        var read = parameters;
        if (read == null) {
            read = Parameters.parse(query == null ? "" : query);
            parameters = read;
        }
        return read;
    }

    /** Called by GET, the form stands in the query. */
    public Parameters form() {
        if (!isPost()) {
            return parameters();
        }
        var read = form;
        if (read == null) {
            read = Parameters.parse(body);
            form = read;
        }
        return read;
    }

    /** By its words, not by a parser: what cannot be parsed is still a webhook. */
    public boolean isJson() {
        return isJson;
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
