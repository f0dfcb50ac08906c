package dev.switchboard.ingress.edge;

import io.netty.channel.Channel;
import java.time.Duration;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/** Whoever takes too long to say what he wants is not waited for. */
@Component
class SlowCallers implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

    /** Longer than proxies keep a connection they may use again, so that it is they who close it. */
    private static final Duration BETWEEN_REQUESTS = Duration.ofSeconds(75);

    private final Duration requestWithin;

    SlowCallers(EdgeProperties edge) {
        this.requestWithin = edge.requestWithin();
    }

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.addServerCustomizers(this::limited);
    }

    private HttpServer limited(HttpServer server) {
        return server.requestTimeout(requestWithin).doOnChannelInit((_, channel, _) -> limit(channel));
    }

    private void limit(Channel channel) {
        if (channel.pipeline().get(NettyPipeline.HttpCodec) != null) {
            channel.pipeline()
                    .addAfter(
                            NettyPipeline.HttpCodec,
                            "headersInTime",
                            new HeadersInTime(requestWithin, BETWEEN_REQUESTS));
        }
    }
}
