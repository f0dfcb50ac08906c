package dev.switchboard.status.preview;

import dev.switchboard.contracts.deadletter.CannotWork;
import dev.switchboard.contracts.deadletter.Preview;
import dev.switchboard.status.problem.Problems;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** For the operator's tool, never for the world: the reverse proxy does not pass it and a token needs its own scope. */
@RestController
class PreviewApi {

    private final Trial trial;
    private final Problems problems;

    PreviewApi(Trial trial, Problems problems) {
        this.trial = trial;
        this.problems = problems;
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
        return trial.of(Preview.read(body))
                .orElseThrow(() -> CannotWork.invalid("topic is not one whose records are tried here"));
    }

    @ExceptionHandler
    ProblemDetail on(CannotWork e, ServerWebExchange exchange) {
        var problem = problems.problem(
                exchange, HttpStatus.BAD_REQUEST, "invalid-preview", "The preview cannot be understood.");
        problem.setProperty(
                "errors", List.of(Map.of("pointer", e.pointer(), "reason", String.valueOf(e.getMessage()))));
        return problem;
    }

    @ExceptionHandler
    ProblemDetail on(DataBufferLimitException e, ServerWebExchange exchange) {
        return problems.problem(
                exchange, HttpStatus.CONTENT_TOO_LARGE, "too-large", "A preview has 8 MiB at most: ask in parts.");
    }
}
