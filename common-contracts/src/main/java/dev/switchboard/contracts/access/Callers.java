package dev.switchboard.contracts.access;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** Says who calls, by a key of ours or by a token: what follows does not know which it was. */
public final class Callers implements JwtDecoder {

    private final ApiKeys keys;
    private final @Nullable JwtDecoder tokens;

    public Callers(ApiKeys keys, @Nullable JwtDecoder tokens) {
        this.keys = keys;
        this.tokens = tokens;
    }

    @Override
    public Jwt decode(String shown) {
        if (keys.areLike(shown)) {
            return keys.decode(shown);
        }
        if (tokens == null) {
            throw new BadJwtException("only API keys are accepted");
        }
        return tokens.decode(shown);
    }
}
