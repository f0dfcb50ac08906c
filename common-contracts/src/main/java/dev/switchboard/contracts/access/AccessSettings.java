package dev.switchboard.contracts.access;

import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.settings.RotatingSecret;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * How callers prove who they are, as it is set. Without any of it nobody can be told from anybody else.
 *
 * @param jwksUri where the keys of tokens are published; it wins over the secrets
 * @param issuer what tokens must say of who made them; missing: anything
 * @param audience what tokens must say of whom they are for; missing: anything
 */
public record AccessSettings(
        @Nullable URI jwksUri,
        RotatingSecret jwtSecret,
        @Nullable String issuer,
        @Nullable String audience,
        @Nullable String apiKeys,
        @Nullable String apiKeyPrefix) {

    private static final String USUAL_PREFIX = "sk_live_";

    public AccessSettings {
        jwtSecret = Objects.requireNonNullElseGet(jwtSecret, RotatingSecret::none);
        Required.that(
                jwksUri == null || "https".equals(jwksUri.getScheme()) || "http".equals(jwksUri.getScheme()),
                "JWT_JWKS_URI is not an http or https address");
        ApiKeys.of(apiKeyPrefix == null ? USUAL_PREFIX : apiKeyPrefix, apiKeys);
    }

    public boolean isEmpty() {
        return jwksUri == null && jwtSecret.isEmpty() && keys().isEmpty();
    }

    /** Looks at tokens with the given clock. It may wait for the network, and so belongs on no event loop. */
    public JwtDecoder decoder(Clock clock) {
        var claims = new ExpectedClaims(clock, said(issuer), said(audience));
        if (jwksUri != null) {
            return new Callers(keys(), ApiTokens.decoder(jwksUri, claims));
        }
        return new Callers(keys(), jwtSecret.isEmpty() ? null : ApiTokens.decoder(jwtSecret, claims));
    }

    private static @Nullable String said(@Nullable String setting) {
        return setting == null || setting.isBlank() ? null : setting.strip();
    }

    public ApiKeys keys() {
        return ApiKeys.of(apiKeyPrefix == null ? USUAL_PREFIX : apiKeyPrefix, apiKeys);
    }

    @Override
    public String toString() {
        return "AccessSettings[" + keys() + "]";
    }
}
