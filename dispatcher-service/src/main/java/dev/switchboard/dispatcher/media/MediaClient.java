package dev.switchboard.dispatcher.media;

import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/** The way to files: it follows nothing by itself, and in the moment of connecting looks at where it is led. */
@Component
class MediaClient implements DisposableBean {

    private static final int CONNECTED_WITHIN_MS = 3_000;
    private static final Duration SILENT_AT_MOST = Duration.ofSeconds(15);

    private final ConnectionProvider connections = ConnectionProvider.create("media", 50);
    private final LoopResources loops = LoopResources.create("media");

    HttpClient to(URI url, MediaHost host) {
        var client = HttpClient.create(connections)
                .runOn(loops)
                .followRedirect(false)
                .responseTimeout(SILENT_AT_MOST)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECTED_WITHIN_MS);
        return host.isStandIn(url) ? client : client.doAfterResolve((_, address) -> refusePrivate(address));
    }

    /** A name of the provider's that leads into our own network is somebody else's work. */
    private static void refusePrivate(SocketAddress address) {
        if (!(address instanceof InetSocketAddress internet) || isPrivate(internet.getAddress())) {
            throw new UncheckedIOException(new IOException("the address is not a public one"));
        }
    }

    static boolean isPrivate(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc
                || isShared(address.getAddress());
    }

    /** 100.64.0.0/10, between a provider of access and its customers. */
    private static boolean isShared(byte[] address) {
        return address.length == 4 && address[0] == 100 && (address[1] & 0xc0) == 64;
    }

    @Override
    public void destroy() {
        connections.dispose();
        loops.dispose();
    }
}
