package dev.switchboard.dispatcher.dispatch;

import dev.switchboard.dispatcher.DispatcherProperties;
import dev.switchboard.dispatcher.failpoint.Failpoint;
import dev.switchboard.dispatcher.failpoint.Failpoints;
import dev.switchboard.dispatcher.ledger.Lease;
import dev.switchboard.dispatcher.transcript.Shape;
import dev.switchboard.dispatcher.transcript.Transcript;
import dev.switchboard.dispatcher.transcript.Transcript.Heard;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;

/** One HTTP call, made at most once, that says how far it came. */
public final class Exchange implements DisposableBean {

    public sealed interface Reply {

        /**
         * What may be kept of the call that was answered so.
         *
         * @param requestId the header by which the provider finds the call again
         */
        default Transcript transcript(Transcript.Request request, String requestId, Shape known, String table) {
            return switch (this) {
                case Answered(var status, var body, var notBefore, var headers) ->
                    new Transcript(
                            request,
                            Heard.of(status, headers, requestId, notBefore, body, known.known(body)),
                            null,
                            table);
                case NeverLeft(var reason) -> new Transcript(request, null, reason, table);
                case Lost(var reason) -> new Transcript(request, null, reason, table);
            };
        }

        /**
         * A whole answer came.
         *
         * @param notBefore how long it asks to wait before a further call; zero when it does not say
         */
        record Answered(int status, String body, Duration notBefore, HttpHeaders headers) implements Reply {}

        /** Not a byte of the message went out. */
        record NeverLeft(String reason) implements Reply {}

        /** The message went out, and no whole answer came. */
        record Lost(String reason) implements Reply {}
    }

    private final HttpClient http;
    private final Duration timeout;
    private final Clock clock;
    private final Failpoints failpoints;

    public Exchange(DispatcherProperties.Calls calls, Clock clock, Failpoints failpoints) {
        this.timeout = calls.timeout();
        this.clock = clock;
        this.failpoints = failpoints;
        this.http = HttpClient.newBuilder()
                // In HTTP/2 a lost connection takes all calls on it with it, and each would be uncertain.
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(calls.connectTimeout())
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    public Reply post(URI url, Map<String, String> headers, String body, Lease lease) {
        var once = new OnceBody(body, lease, failpoints);
        if (lease.isOver()) {
            return new Reply.NeverLeft("the lease was over before the call");
        }
        var call = made(request(url, headers).POST(once).build(), this::heard);
        failpoints.reach(Failpoint.HEARD);
        return call instanceof Reply.Lost(var reason) && once.keepBack() ? new Reply.NeverLeft(reason) : call;
    }

    public Reply get(URI url, Map<String, String> headers) {
        return made(request(url, headers).method("GET", BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    private BodySubscriber<String> heard(ResponseInfo info) {
        failpoints.reach(Failpoint.ANSWERED);
        return BodyHandlers.ofString().apply(info);
    }

    private static HttpRequest.Builder request(URI url, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(url);
        headers.forEach(request::header);
        return request;
    }

    private Reply made(HttpRequest request, BodyHandler<String> handler) {
        var answer = http.sendAsync(request, handler);
        try {
            return answered(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            return new Reply.Lost(reason(e.getCause()));
        } catch (TimeoutException _) {
            answer.cancel(true);
            return new Reply.Lost("no answer within " + timeout.toSeconds() + " s");
        } catch (InterruptedException _) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Reply.Lost("stopped before the answer came");
        }
    }

    private Reply answered(HttpResponse<String> response) {
        return new Reply.Answered(
                response.statusCode(),
                response.body(),
                RetryAfter.of(response.headers(), clock.instant()),
                response.headers());
    }

    /** The type says enough; a message may quote the address that was called. */
    private static String reason(@Nullable Throwable cause) {
        return cause == null
                ? "the call failed"
                : "the call failed: " + cause.getClass().getSimpleName();
    }

    @Override
    public void destroy() {
        http.shutdownNow();
    }
}
