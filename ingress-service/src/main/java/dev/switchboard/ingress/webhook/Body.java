package dev.switchboard.ingress.webhook;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.springframework.core.io.buffer.DataBufferLimitException;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/** A request's bytes as they arrive, up to a limit. */
final class Body {

    private final int largest;
    private byte[] bytes = new byte[0];

    private Body(int largest) {
        this.largest = largest;
    }

    static Mono<byte[]> of(HttpServerRequest request, int largest) {
        return request.receive().reduceWith(() -> new Body(largest), Body::and).map(body -> body.bytes);
    }

    /** The server releases the part when this returns. */
    private Body and(ByteBuf part) {
        var before = bytes.length;
        var more = part.readableBytes();
        if (more > largest - before) {
            throw new DataBufferLimitException("the body is larger than " + largest + " bytes");
        }
        bytes = Arrays.copyOf(bytes, before + more);
        part.readBytes(bytes, before, more);
        return this;
    }
}
