package dev.switchboard.ingress.webhook;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerRequest;

/** Path and query of a request, byte for byte as they were received. */
record Target(String path, @Nullable String query) {

    static Target of(HttpServerRequest request) {
        var uri = request.uri();
        if (!uri.startsWith("/")) {
            // A request to a proxy names the whole address.
            var whole = URI.create(uri);
            if (whole.getRawPath() == null) {
                // CONNECT names a host and a port, and so would mailto: no path of ours.
                throw new IllegalArgumentException("the target has no path");
            }
            return new Target(whole.getRawPath(), whole.getRawQuery());
        }
        var mark = uri.indexOf('?');
        return mark < 0 ? new Target(uri, null) : new Target(uri.substring(0, mark), uri.substring(mark + 1));
    }
}
