package dev.switchboard.operator.replay;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.switchboard.contracts.access.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.Optional;

/** What opens a service's preview: a token the operator was given, or one made here where the secret is known. */
final class Token {

    private static final Duration VALID_FOR = Duration.ofMinutes(5);

    private Token() {}

    static Optional<String> of(Map<String, String> environment, Clock clock) {
        return given(environment, "SWITCHBOARD_TOKEN")
                .or(() -> given(environment, "JWT_SECRET").map(secret -> made(secret, environment, clock)));
    }

    private static Optional<String> given(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static String made(String secret, Map<String, String> environment, Clock clock) {
        var now = clock.instant();
        var claims = new JWTClaimsSet.Builder()
                .subject("operator")
                .claim("scope", Scope.DLT_REPLAY.wireName())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(VALID_FOR)));
        given(environment, "JWT_ISSUER").ifPresent(claims::issuer);
        given(environment, "JWT_AUDIENCE").ifPresent(claims::audience);
        var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
        try {
            token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException e) {
            throw new Refused("JWT_SECRET cannot sign a token: it needs 32 bytes or more");
        }
        return token.serialize();
    }
}
