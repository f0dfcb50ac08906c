package dev.switchboard.ingress.edge;

import dev.switchboard.contracts.Unfit;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Follows {@code X-Forwarded-For} from its end, where our own proxies wrote, to the first address that is not a trusted
 * proxy's. What stands before that is the caller's own word.
 */
@Component
public class Sources {

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String FORWARDED_PROTO = "X-Forwarded-Proto";

    private final EdgeProperties edge;

    public Sources(EdgeProperties edge) {
        this.edge = edge;
    }

    public Source of(ServerHttpRequest request) {
        return of(request.getRemoteAddress(), request.getSslInfo() != null, request.getHeaders()::getOrEmpty);
    }

    public Source of(HttpServerRequest request) {
        return of(request.remoteAddress(), "https".equals(request.scheme()), request.requestHeaders()::getAll);
    }

    private Source of(@Nullable InetSocketAddress remote, boolean isSecure, Function<String, List<String>> headers) {
        var connected = connected(remote);
        if (!edge.isTrusted(connected)) {
            return new Source(connected, isSecure);
        }
        return new Source(
                forwarded(connected, values(headers.apply(FORWARDED_FOR))),
                isSecure || saysHttps(values(headers.apply(FORWARDED_PROTO))));
    }

    private InetAddress forwarded(InetAddress connected, List<String> hops) {
        var caller = connected;
        for (var hop : hops.reversed()) {
            if (!edge.isTrusted(caller)) {
                return caller;
            }
            var before = address(hop);
            if (before == null) {
                return caller;
            }
            caller = before;
        }
        return caller;
    }

    /** The last word is that of the proxy we are connected to. */
    private static boolean saysHttps(List<String> said) {
        return !said.isEmpty() && said.getLast().equalsIgnoreCase("https");
    }

    private static List<String> values(List<String> lines) {
        var values = new ArrayList<String>();
        for (var line : lines) {
            Stream.of(line.split(",")).map(String::strip).forEach(values::add);
        }
        return values;
    }

    /** {@code 203.0.113.7}, {@code 203.0.113.7:4711}, {@code 2001:db8::7} or {@code [2001:db8::7]:4711}. */
    private static @Nullable InetAddress address(String hop) {
        var text = hop.replaceFirst("^\\[(.*)](:\\d+)?$", "$1").replaceFirst("^([\\d.]+):\\d+$", "$1");
        try {
            return Network.address(text);
        } catch (Unfit e) {
            return null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static InetAddress connected(@Nullable InetSocketAddress remote) {
        return remote == null || remote.getAddress() == null
                ? new InetSocketAddress(0).getAddress()
                : remote.getAddress();
    }
}
