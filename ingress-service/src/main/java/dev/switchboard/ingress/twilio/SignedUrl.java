package dev.switchboard.ingress.twilio;

import dev.switchboard.ingress.webhook.Webhook;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The address Twilio requested, as far as we may believe it: our own name for the route and the query as it arrived.
 * What a {@code Host} header says is a caller's word and plays no part.
 *
 * @param byRoute addresses that stand in Twilio's console otherwise than the public base would have it
 */
record SignedUrl(String base, Map<String, URI> byRoute) {

    /** Twilio is of two minds about the port: with the default one, without any, and as it is. */
    Set<String> candidates(Webhook webhook) {
        var url = of(webhook);
        var candidates = new LinkedHashSet<String>();
        candidates.add(url);
        var begin = url.indexOf("://") + 3;
        var end = endOfAuthority(url, begin);
        var colon = url.lastIndexOf(':', end - 1);
        var hasPort = colon >= begin && colon > url.lastIndexOf(']', end - 1) && colon > url.lastIndexOf('@', end - 1);
        if (hasPort) {
            candidates.add(url.substring(0, colon) + url.substring(end));
        } else {
            candidates.add(url.substring(0, end) + (url.startsWith("https:") ? ":443" : ":80") + url.substring(end));
        }
        return candidates;
    }

    private String of(Webhook webhook) {
        var query = webhook.query() == null ? "" : "?" + webhook.query();
        var own = byRoute.get(webhook.path());
        return (own == null ? base + webhook.path() : withoutQuery(own.toString())) + query;
    }

    private static String withoutQuery(String url) {
        return url.split("[?#]", 2)[0];
    }

    private static int endOfAuthority(String url, int begin) {
        for (int i = begin; i < url.length(); i++) {
            if ("/?#".indexOf(url.charAt(i)) >= 0) {
                return i;
            }
        }
        return url.length();
    }

    static SignedUrl of(@Nullable String base, String whenNobodySays, Map<String, URI> byRoute) {
        return new SignedUrl(base == null ? whenNobodySays : base, byRoute);
    }
}
