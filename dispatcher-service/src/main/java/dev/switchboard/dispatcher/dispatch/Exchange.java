package dev.switchboard.dispatcher.dispatch;

import dev.switchboard.dispatcher.DispatcherProperties;
import dev.switchboard.dispatcher.failpoint.Failpoint;
import dev.switchboard.dispatcher.failpoint.Failpoints;
import dev.switchboard.dispatcher.ledger.Lease;
import dev.switchboard.dispatcher.transcript.Shape;
import dev.switchboard.dispatcher.transcript.Transcript;
import dev.switchboard.dispatcher.transcript.Transcript.Heard;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageHeaders;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
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

        /** What it says of a receipt: asked too often is not answered. */
        default Receipt receipt() {
            return switch (this) {
                case Answered(var status, var _, var _, var _) -> Receipt.of(status);
                case NeverLeft _, Lost _ -> Receipt.NO_ANSWER;
            };
        }

        /**
         * A whole answer came.
         *
         * @param notBefore how long it asks to wait before a further call; zero when it does not say
         */
        record Answered(int status, String body, Duration notBefore, MessageHeaders headers) implements Reply {}

        /** Not a byte of the message went out. */
        record NeverLeft(String reason) implements Reply {}

        /** The message went out, and no whole answer came. */
        record Lost(String reason) implements Reply {}
    }

    /** A connection that lay idle may have been closed at the other end: it is looked at before a message is trusted to it. */
    static final TimeValue TRUSTED_FOR = TimeValue.ofMilliseconds(200);

    /** What a burst has opened is not kept for ever. */
    private static final TimeValue IDLE_FOR = TimeValue.ofSeconds(30);

    private final CloseableHttpClient http;
    private final ScheduledThreadPoolExecutor deadlines;
    private final Duration timeout;
    private final Clock clock;
    private final Failpoints failpoints;

    public Exchange(DispatcherProperties.Calls calls, Clock clock, Failpoints failpoints) {
        this.timeout = calls.timeout();
        this.clock = clock;
        this.failpoints = failpoints;
        this.http = client(calls);
        this.deadlines = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("call deadlines").daemon().factory());
        // The deadline of a call that is over would hold it, and its message, until it has passed.
        deadlines.setRemoveOnCancelPolicy(true);
    }

    /** It repeats nothing, follows nothing, and keeps nothing of one call for the next but the connection. */
    private static CloseableHttpClient client(DispatcherProperties.Calls calls) {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                // How many calls there are is bounded by who makes them.
                .setMaxConnPerRoute(Integer.MAX_VALUE)
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(calls.connectTimeout()))
                        .setValidateAfterInactivity(TRUSTED_FOR)
                        .build())
                .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setRoutePlanner(new SystemDefaultRoutePlanner(ProxySelector.getDefault()))
                .setUserAgent("Switchboard")
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .evictIdleConnections(IDLE_FOR)
                .build();
    }

    public Reply post(URI url, Map<String, String> headers, String body, Lease lease) {
        var once = new OnceBody(body, lease, failpoints);
        if (lease.isOver()) {
            return new Reply.NeverLeft("the lease was over before the call");
        }
        var request = new HttpPost(url);
        request.setEntity(once);
        var reply = made(request, headers);
        failpoints.reach(Failpoint.HEARD);
        return reply instanceof Reply.Lost(var reason) && once.keepBack() ? new Reply.NeverLeft(reason) : reply;
    }

    public Reply get(URI url, Map<String, String> headers) {
        return made(new HttpGet(url), headers);
    }

    private Reply made(HttpUriRequestBase request, Map<String, String> headers) {
        headers.forEach(request::setHeader);
        // A timeout of the socket's would begin anew with every byte of an answer that trickles.
        var deadline = deadlines.schedule(request::cancel, timeout.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return http.execute(request, this::heard);
        } catch (IOException e) {
            return new Reply.Lost(request.isCancelled() ? "no answer within " + timeout.toSeconds() + " s" : reason(e));
        } finally {
            deadline.cancel(false);
        }
    }

    private Reply heard(ClassicHttpResponse response) throws IOException, HttpException {
        failpoints.reach(Failpoint.ANSWERED);
        var entity = response.getEntity();
        var body = entity == null ? "" : EntityUtils.toString(entity, StandardCharsets.UTF_8);
        return new Reply.Answered(response.getCode(), body, RetryAfter.of(response, clock.instant()), response);
    }

    /** The type says enough; a message may quote the address that was called. */
    private static String reason(IOException cause) {
        return "the call failed: " + cause.getClass().getSimpleName();
    }

    @Override
    public void destroy() {
        http.close(CloseMode.IMMEDIATE);
        deadlines.shutdownNow();
    }
}
