package dev.switchboard.simulator.callback;

import dev.switchboard.simulator.SimulatorProperties;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Where a signed address is really delivered: nothing outside loopback is contacted, but for ingress as configured. */
@Component
class Route {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private final String publicOrigin;
    private final URI ingress;

    Route(SimulatorProperties properties) {
        publicOrigin = origin(properties.publicBaseUrl());
        ingress = properties.ingressUrl();
    }

    Optional<URI> of(URI signed) {
        if (origin(signed).equals(publicOrigin)) {
            return Optional.of(rebased(origin(ingress), signed));
        }
        return LOOPBACK.matcher(signed.getHost()).matches()
                ? Optional.of(rebased(origin(signed), signed))
                : Optional.empty();
    }

    private static URI rebased(String origin, URI signed) {
        var query = signed.getRawQuery();
        return URI.create(origin + signed.getRawPath() + (query == null ? "" : "?" + query));
    }

    private static String origin(URI url) {
        var scheme = url.getScheme().toLowerCase(Locale.ROOT);
        var port = url.getPort() >= 0 ? url.getPort() : "https".equals(scheme) ? 443 : 80;
        return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }
}
