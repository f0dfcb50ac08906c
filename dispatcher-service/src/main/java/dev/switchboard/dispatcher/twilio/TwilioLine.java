package dev.switchboard.dispatcher.twilio;

import com.twilio.constant.EnumConstants.ContentType;
import com.twilio.exception.ApiConnectionException;
import com.twilio.http.HttpClient;
import com.twilio.http.HttpMethod;
import com.twilio.http.Request;
import com.twilio.http.Response;
import dev.switchboard.dispatcher.dispatch.Exchange;
import dev.switchboard.dispatcher.dispatch.Exchange.Reply;
import dev.switchboard.dispatcher.ledger.Lease;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way the SDK's requests take to Twilio, for one piece of work. The SDK's own way repeats a POST up to six times and
 * keeps what it was told to itself; this one repeats nothing and remembers how far the last request came.
 */
final class TwilioLine extends HttpClient {

    private static final String OWN_HOSTS = ".twilio.com";

    private final Exchange exchange;
    private final @Nullable String standIn;
    private final Lease lease;
    private @Nullable Last last;

    /** How far the last request came. */
    record Last(URI target, Map<String, List<String>> form, Reply reply) {}

    /** @param standIn where all of it goes instead, without a slash at its end; null for Twilio itself */
    TwilioLine(Exchange exchange, @Nullable String standIn, Lease lease) {
        this.exchange = exchange;
        this.standIn = standIn;
        this.lease = lease;
    }

    static boolean isTwilio(URI base) {
        return "https".equals(base.getScheme()) && base.getHost().endsWith(OWN_HOSTS);
    }

    @Nullable
    Last last() {
        return last;
    }

    @Override
    public Response reliableRequest(Request request) {
        return makeRequest(request);
    }

    @Override
    public Response makeRequest(Request request) {
        var target = target(request);
        var reply = reply(request, target);
        last = new Last(target, request.getPostParams(), reply);
        return switch (reply) {
            case Reply.Answered(var status, var body, var _, var _) -> new Response(body, status);
            case Reply.NeverLeft(var reason) -> throw new ApiConnectionException(reason);
            case Reply.Lost(var reason) -> throw new ApiConnectionException(reason);
        };
    }

    private Reply reply(Request request, URI target) {
        var authorization = request.getAuthString();
        if (request.getMethod() == HttpMethod.GET) {
            return exchange.get(target, Map.of("Authorization", authorization, "Accept", "application/json"));
        }
        return exchange.post(
                target,
                Map.of(
                        "Authorization",
                        authorization,
                        "Accept",
                        "application/json",
                        "Content-Type",
                        request.getContentType().getValue()),
                isJson(request) ? request.getBody() : request.encodeFormBody(),
                lease);
    }

    private static boolean isJson(Request request) {
        return request.getContentType() == ContentType.JSON;
    }

    /** Twilio has a host for each of its APIs; what stands in for it has one for all. */
    private URI target(Request request) {
        var asked = request.constructURL();
        return URI.create(standIn == null ? asked.toString() : standIn + asked.getFile());
    }
}
