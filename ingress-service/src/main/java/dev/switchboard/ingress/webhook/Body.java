package dev.switchboard.ingress.webhook;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** A request's bytes, up to a limit that is the webhooks' own and not that of the codecs. */
final class Body {

    private Body() {}

    static Mono<byte[]> of(ServerRequest request, int largest) {
        return DataBufferUtils.join(request.body(BodyExtractors.toDataBuffers()), largest)
                .map(Body::bytes)
                .defaultIfEmpty(new byte[0]);
    }

    private static byte[] bytes(DataBuffer buffer) {
        var bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }
}
