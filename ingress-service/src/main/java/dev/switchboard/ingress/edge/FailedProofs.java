package dev.switchboard.ingress.edge;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Counts wrong signatures and tokens by where they come from. It is asked after the proof failed: what is authentic is
 * never counted nor refused, also in the midst of a flood from the same address.
 */
@Component
public class FailedProofs {

    private final Sources sources;
    private final MeterRegistry meters;
    private final Limits limits;

    FailedProofs(EdgeProperties edge, Sources sources, MeterRegistry meters) {
        this.sources = sources;
        this.meters = meters;
        this.limits = new Limits(edge.failuresPerMinute(), Duration.ofMinutes(1));
    }

    /** Counts one more, and says whether these were too many. */
    public boolean areTooMany(ServerHttpRequest request) {
        return areTooMany(sources.of(request));
    }

    /** Counts one more, and says whether these were too many. */
    public boolean areTooMany(HttpServerRequest request) {
        return areTooMany(sources.of(request));
    }

    private boolean areTooMany(Source source) {
        if (limits.allows(name(source.address()))) {
            return false;
        }
        meters.counter("messaging.edge.refused", "reason", "failures").increment();
        return true;
    }

    public long retryAfterSeconds() {
        return limits.retryAfterSeconds();
    }

    /** In IPv6 one who has an address has a whole /64 of them. */
    private static String name(InetAddress address) {
        var bytes = address.getAddress();
        return HexFormat.of().formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes);
    }
}
