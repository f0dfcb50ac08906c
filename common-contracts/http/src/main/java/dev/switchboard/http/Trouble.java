package dev.switchboard.http;

import dev.switchboard.contracts.Traceparent;
import io.netty.channel.ChannelException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedException;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.util.DisconnectedClientHelper;

/** What was thrown, as a caller reads it. What only one service throws, that service turns into a {@link Refused}. */
public record Trouble(Problem problem, HttpHeaders headers) {

    private static final Logger log = LoggerFactory.getLogger(Trouble.class);

    /** A provider's own patience is short, and a caller should not hammer. */
    private static final String RETRY_AFTER_SECONDS = "5";

    public static Trouble of(ProblemKind kind, @Nullable String detail, @Nullable Traceparent trace) {
        return of(Refused.because(kind, detail), trace);
    }

    private static Trouble of(Refused refused, @Nullable Traceparent trace) {
        var kind = refused.kind();
        var trouble = new Trouble(Problem.of(kind, refused.detail(), refused.findings(), trace), HttpHeaders.EMPTY);
        return kind.saysWhenToRepeat() ? trouble.with(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS) : trouble;
    }

    public static Trouble of(Throwable thrown, @Nullable Traceparent trace) {
        return switch (thrown) {
            case Refused refused -> of(refused, trace);
            case MissingRequestValueException e -> of(Refused.parameter(e.getName(), "is missing"), trace);
            case ServerWebInputException e -> of(Unreadable.asRefused(e), trace);
            case DataBufferLimitException _ -> of(ProblemKind.TOO_LARGE, null, trace);
            // Of a method or type that is not taken, its headers say which ones are.
            case ErrorResponseException e ->
                new Trouble(Problem.of(ProblemKind.of(e.getStatusCode()), null, trace), e.getHeaders());
            // A header no client of ours writes. Its value may be half a secret: it is not logged.
            case ServerExchangeRejectedException _ -> of(ProblemKind.BAD_REQUEST, null, trace);
            // The body did not arrive in time; the server's own word for it is not public.
            case ChannelException _ -> of(ProblemKind.TOO_SLOW, null, trace);
            default -> unexpected(thrown, trace);
        };
    }

    private static Trouble unexpected(Throwable thrown, @Nullable Traceparent trace) {
        log.atLevel(DisconnectedClientHelper.isClientDisconnectedException(thrown) ? Level.DEBUG : Level.ERROR)
                .setCause(thrown)
                .log("request failed");
        return of(ProblemKind.INTERNAL, null, trace);
    }

    public Trouble with(String header, String value) {
        var more = new HttpHeaders(headers);
        more.set(header, value);
        return new Trouble(problem, more);
    }

    ResponseEntity<Problem> answer() {
        return ResponseEntity.status(problem.status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
