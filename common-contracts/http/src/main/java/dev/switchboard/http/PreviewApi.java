package dev.switchboard.http;

import dev.switchboard.contracts.deadletter.CannotWork;
import dev.switchboard.contracts.deadletter.Preview;
import java.util.Optional;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * What records would do if they came now. For the operator's tool, never for the world: the reverse proxy does not pass it
 * and a token needs its own scope. Imported by a service that has a {@link Trial}.
 */
@RestController
public final class PreviewApi {

    private final Trial trial;

    PreviewApi(Trial trial) {
        this.trial = trial;
    }

    /** The service's own code, doing what it does with a record and taking it back. */
    public interface Trial {

        /** Empty for a topic whose records change nothing that could be tried. */
        Optional<Preview.Answer> of(Preview preview);
    }

    @PostMapping(Preview.PATH)
    Mono<Preview.Answer> preview(ServerWebExchange exchange) {
        return bytes(exchange.getRequest().getBody())
                .flatMap(body -> Mono.fromCallable(() -> answer(body)).subscribeOn(Schedulers.boundedElastic()));
    }

    private static Mono<byte[]> bytes(Flux<DataBuffer> body) {
        return DataBufferUtils.join(body, Preview.LARGEST)
                .map(joined -> {
                    var bytes = new byte[joined.readableByteCount()];
                    joined.read(bytes);
                    DataBufferUtils.release(joined);
                    return bytes;
                })
                .defaultIfEmpty(new byte[0]);
    }

    private Preview.Answer answer(byte[] body) {
        try {
            return trial.of(Preview.read(body))
                    .orElseThrow(() -> Refused.field("/topic", "is not one whose records are tried here"));
        } catch (CannotWork e) {
            var reason = String.valueOf(e.getMessage());
            throw switch (e.kind()) {
                case UNDECODABLE -> Refused.because(ProblemKind.NOT_JSON, reason + ".");
                case INVALID, CONFLICT -> Refused.field(e.pointer(), reason);
            };
        }
    }
}
