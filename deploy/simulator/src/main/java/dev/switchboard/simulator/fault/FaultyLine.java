package dev.switchboard.simulator.fault;

import dev.switchboard.simulator.chaos.Disorder;
import dev.switchboard.simulator.fault.Faults.Planned;
import dev.switchboard.simulator.message.Provider;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import reactor.netty.http.server.HttpServerResponse;

/** Carries a create from the caller to the provider, unless a fault comes in between. */
@Component
public class FaultyLine {
    /** The provider's own words for trouble. */
    public interface Refusals {
        ResponseEntity<?> tooMany();

        ResponseEntity<?> serverError();
    }

    private static final String HALF =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"sid\": \"SM";

    private final Faults faults;
    private final Disorder disorder;
    private final CountDownLatch closing = new CountDownLatch(1);

    FaultyLine(Faults faults, Disorder disorder) {
        this.faults = faults;
        this.disorder = disorder;
    }

    public ResponseEntity<?> carry(
            Provider provider, ServerHttpResponse line, Refusals refusals, Supplier<ResponseEntity<?>> create)
            throws InterruptedException {
        var planned = faults.next(provider);
        return planned.isEmpty() ? atRandom(refusals, create) : spoil(planned.get(), line, refusals, create);
    }

    private ResponseEntity<?> atRandom(Refusals refusals, Supplier<ResponseEntity<?>> create) {
        if (disorder.turnsAway()) {
            return refusals.tooMany();
        }
        return disorder.fails() ? refusals.serverError() : create.get();
    }

    private ResponseEntity<?> spoil(
            Planned planned, ServerHttpResponse line, Refusals refusals, Supplier<ResponseEntity<?>> create)
            throws InterruptedException {
        return switch (planned.fault()) {
            case RESET -> cut(line);
            case TIMEOUT -> {
                hold(planned.duration());
                yield cut(line);
            }
            case SERVER_ERROR -> refusals.serverError();
            case TOO_MANY -> refusals.tooMany();
            case ACCEPT_THEN_RESET -> {
                var _ = create.get();
                yield cut(line);
            }
            case HALF_ANSWER -> {
                var _ = create.get();
                yield breakOff(line);
            }
            case SLOW -> {
                var answer = create.get();
                hold(planned.duration());
                yield answer;
            }
        };
    }

    /** Lingering for zero seconds makes the close a reset, as a crashed machine's would be. */
    private static ResponseEntity<?> cut(ServerHttpResponse line) {
        HttpServerResponse wire = ServerHttpResponseDecorator.getNativeResponse(line);
        wire.withConnection(connection -> {
            connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            var _ = connection.channel().close().awaitUninterruptibly();
        });
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build();
    }

    /** Past everything that would see to it that the answer is whole. */
    private static ResponseEntity<?> breakOff(ServerHttpResponse line) {
        HttpServerResponse wire = ServerHttpResponseDecorator.getNativeResponse(line);
        wire.withConnection(connection -> {
            var channel = connection.channel();
            channel.pipeline()
                    .firstContext()
                    .writeAndFlush(Unpooled.copiedBuffer(HALF, StandardCharsets.US_ASCII))
                    .addListener(ChannelFutureListener.CLOSE)
                    .awaitUninterruptibly();
        });
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build();
    }

    private void hold(Duration duration) throws InterruptedException {
        var _ = closing.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    }

    @EventListener
    void closing(ContextClosedEvent event) {
        closing.countDown();
    }
}
