package dev.switchboard.ingress.edge;

import dev.switchboard.contracts.Required;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who is heard, and how often.
 *
 * @param trustedProxies whose word about a caller's address and scheme counts
 * @param httpsOnly unsaid, it is so in production behind trusted proxies
 * @param allowedIps who may call the API; empty: everybody
 * @param callsPerSecond how often one caller of the API may call; 0 for no limit
 * @param failuresPerMinute how many wrong signatures and tokens of one address are told what they are
 */
@ConfigurationProperties("edge")
public record EdgeProperties(
        List<Network> trustedProxies,
        @Nullable Boolean httpsOnly,
        List<Network> allowedIps,
        int callsPerSecond,
        int failuresPerMinute,
        List<String> corsAllowedOrigins,
        Duration requestWithin) {

    public EdgeProperties {
        Required.that(
                httpsOnly != Boolean.TRUE || !trustedProxies.isEmpty(),
                "HTTPS_ONLY is true and TRUSTED_PROXIES is missing: nobody could be believed to come by https");
        Required.that(callsPerSecond >= 0, "API_CALLS_PER_SECOND is negative");
        Required.that(failuresPerMinute > 0, "FAILURES_PER_MINUTE is not positive");
        Required.that(requestWithin.isPositive(), "REQUEST_WITHIN is not positive");
        corsAllowedOrigins.forEach(EdgeProperties::requireOrigin);
    }

    boolean isTrusted(InetAddress proxy) {
        return isIn(trustedProxies, proxy);
    }

    public boolean mayCall(InetAddress caller) {
        return allowedIps.isEmpty() || isIn(allowedIps, caller);
    }

    private static boolean isIn(List<Network> networks, InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    /** A star would let every page call whatever its reader may call. */
    private static void requireOrigin(String text) {
        Required.that(
                text.matches("https?://[^/*?#\\s]+"),
                "CORS_ALLOWED_ORIGINS holds something else than https://host:port");
    }
}
