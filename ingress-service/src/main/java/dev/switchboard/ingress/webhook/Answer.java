package dev.switchboard.ingress.webhook;

import dev.switchboard.contracts.Wire;
import dev.switchboard.http.Trouble;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/** What a provider hears. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Answer(HttpStatusCode status, HttpHeaders headers, byte[] body) {

    private static final Answer EMPTY = nothing(HttpStatus.OK);

    public static Answer empty() {
        return EMPTY;
    }

    public static Answer nothing(HttpStatus status) {
        return new Answer(status, HttpHeaders.EMPTY, new byte[0]);
    }

    public static Answer ok(MediaType contentType, String body) {
        return new Answer(HttpStatus.OK, headers(contentType), body.getBytes(StandardCharsets.UTF_8));
    }

    public static Answer of(Trouble trouble) {
        var headers = headers(MediaType.APPLICATION_PROBLEM_JSON);
        headers.addAll(trouble.headers());
        return new Answer(HttpStatusCode.valueOf(trouble.problem().status()), headers, Wire.write(trouble.problem()));
    }

    private static HttpHeaders headers(MediaType contentType) {
        var headers = new HttpHeaders();
        headers.setContentType(contentType);
        return headers;
    }

    Mono<Void> write(HttpServerResponse response, boolean isHead) {
        response.status(status.value());
        headers.forEach((name, values) -> response.responseHeaders().set(name, values));
        response.header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
        return isHead || body.length == 0
                ? response.send()
                : response.sendObject(Unpooled.wrappedBuffer(body)).then();
    }
}
