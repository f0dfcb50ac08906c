package dev.switchboard.dispatcher.preview;

import dev.switchboard.contracts.access.ApiTokens;
import dev.switchboard.contracts.access.Scope;
import dev.switchboard.dispatcher.DispatcherProperties;
import dev.switchboard.dispatcher.DispatcherProperties.Environment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;

/** Whoever brings a token with {@code dlt:replay}; in development without a secret, whoever is on this machine. */
@Component
class PreviewAccess {

    private static final String BEARER = "Bearer ";

    private final @Nullable JwtDecoder decoder;
    private final boolean trustsThisMachine;

    PreviewAccess(DispatcherProperties properties) {
        var secrets = properties.tokens().secrets();
        decoder = secrets.isEmpty() ? null : ApiTokens.decoder(secrets);
        trustsThisMachine = secrets.isEmpty() && properties.environment() == Environment.DEVELOPMENT;
    }

    void require(ServerHttpRequest request) {
        if (decoder == null) {
            requireThisMachine(request);
        } else {
            requireToken(decoder, request.getHeaders().getFirst("Authorization"));
        }
    }

    /** Its own address counts, which no header can forge. */
    private void requireThisMachine(ServerHttpRequest request) {
        var caller = request.getRemoteAddress();
        if (!trustsThisMachine || caller == null || !caller.getAddress().isLoopbackAddress()) {
            throw new Denied(
                    HttpStatus.FORBIDDEN, "Without JWT_SECRET only development answers, and this machine alone.");
        }
    }

    private static void requireToken(JwtDecoder decoder, @Nullable String authorization) {
        if (authorization == null || !authorization.startsWith(BEARER)) {
            throw new Denied(HttpStatus.UNAUTHORIZED, "A valid token is needed.");
        }
        try {
            var scope = decoder.decode(authorization.substring(BEARER.length())).getClaimAsString("scope");
            if (scope == null || !List.of(scope.split(" ")).contains(Scope.DLT_REPLAY.wireName())) {
                throw new Denied(HttpStatus.FORBIDDEN, "The token's scope does not allow this.");
            }
        } catch (JwtException e) {
            throw new Denied(HttpStatus.UNAUTHORIZED, "A valid token is needed.");
        }
    }

    /** An answer that needs no stack trace. */
    static final class Denied extends RuntimeException {
        private final HttpStatus status;

        Denied(HttpStatus status, String message) {
            super(message, null, false, false);
            this.status = status;
        }

        HttpStatus status() {
            return status;
        }
    }
}
