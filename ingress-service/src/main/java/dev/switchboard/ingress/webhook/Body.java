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
    private int length;

    private Body(int largest) {
        this.largest = largest;
    }

    static Mono<byte[]> of(HttpServerRequest request, int largest) {
        return request.receive().reduceWith(() -> new Body(largest), Body::and).map(Body::whole);
    }

    /** The server releases the part when this returns. */
    private Body and(ByteBuf part) {
        var more = part.readableBytes();
        if (more > largest - length) {
            throw new DataBufferLimitException("the body is larger than " + largest + " bytes");
        }
        if (length + more > bytes.length) {
            // Nearly always the first part is all of it. The length that was announced is only a caller's word.
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * length));
        }
        part.readBytes(bytes, length, more);
        length += more;
        return this;
    }

    private byte[] whole() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
