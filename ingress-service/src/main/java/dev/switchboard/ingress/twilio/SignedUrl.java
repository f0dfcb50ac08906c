package dev.switchboard.ingress.twilio;

import dev.switchboard.ingress.webhook.Webhook;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The address Twilio requested, as far as we may believe it: our own name for the route and the query as it arrived.
 * What a {@code Host} header says is a caller's word and plays no part.
 *
 * @param byRoute addresses that stand in Twilio's console otherwise than the public base would have it
 */
record SignedUrl(String base, Map<String, URI> byRoute) {

    /**
     * Twilio is of two minds about the port: with the default one, without any, and as it is. It may also have written the
     * query in the older of its ways, which escapes other characters; both are tried, as its own libraries do.
     */
    Stream<String> candidates(Webhook webhook) {
        return Stream.concat(Stream.of(usual(webhook)), others(webhook)).distinct();
    }

    /** Nearly always it is this one, and none of the others is made. */
    String usual(Webhook webhook) {
        return of(webhook, webhook.query());
    }

    Stream<String> others(Webhook webhook) {
        var older = of(webhook, OlderQuery.of(webhook.query()));
        return Stream.of(withTheOtherPort(usual(webhook)), older, withTheOtherPort(older));
    }

    private static String withTheOtherPort(String url) {
        var begin = url.indexOf("://") + 3;
        var end = end(url, begin, "/?#");
        var colon = url.lastIndexOf(':', end - 1);
        var hasPort = colon >= begin && colon > url.lastIndexOf(']', end - 1) && colon > url.lastIndexOf('@', end - 1);
        return hasPort
                ? url.substring(0, colon) + url.substring(end)
                : url.substring(0, end) + (url.startsWith("https:") ? ":443" : ":80") + url.substring(end);
    }

    private String of(Webhook webhook, @Nullable String received) {
        var query = received == null ? "" : "?" + received;
        var own = byRoute.get(webhook.path());
        return (own == null ? base + webhook.path() : withoutQuery(own.toString())) + query;
    }

    private static String withoutQuery(String url) {
        return url.substring(0, end(url, 0, "?#"));
    }

    private static int end(String url, int begin, String marks) {
        for (int i = begin; i < url.length(); i++) {
            if (marks.indexOf(url.charAt(i)) >= 0) {
                return i;
            }
        }
        return url.length();
    }

    static SignedUrl of(@Nullable String base, String whenNobodySays, Map<String, URI> byRoute) {
        return new SignedUrl(base == null ? whenNobodySays : base, byRoute);
    }
}
