package dev.switchboard.contracts.access;

import dev.switchboard.contracts.Unfit;
import dev.switchboard.contracts.settings.RotatingSecret;
import dev.switchboard.contracts.settings.Secret;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** Decodes with the secrets of this moment: a decoder is made anew whenever they change. */
final class RotatingJwtDecoder implements JwtDecoder {

    private static final Logger log = LoggerFactory.getLogger(RotatingJwtDecoder.class);

    private final RotatingSecret secret;
    private final ExpectedClaims claims;
    private volatile Made made;

    private record Made(List<Secret> of, JwtDecoder decoder) {}

    RotatingJwtDecoder(RotatingSecret secret, ExpectedClaims claims) {
        this.secret = secret;
        this.claims = claims;
        this.made = made(secret.secrets(), claims);
    }

    /** Before a no the file of secrets is looked at once more. */
    @Override
    public Jwt decode(String token) {
        var tried = current();
        try {
            return tried.decode(token);
        } catch (JwtException e) {
            secret.readAgain();
            var now = current();
            if (now == tried) {
                throw e;
            }
            return now.decode(token);
        }
    }

    private JwtDecoder current() {
        var now = secret.secrets();
        var known = made;
        if (!known.of.equals(now)) {
            known = changed(now, known);
            made = known;
        }
        return known.decoder;
    }

    /** A secret that is too short is a mistake at the start; later it changes nothing. */
    private Made changed(List<Secret> now, Made before) {
        try {
            return made(now, claims);
        } catch (Unfit e) {
            log.atWarn()
                    .addKeyValue("reason", e.getMessage())
                    .log("secrets of tokens cannot be used, the last ones hold");
            return new Made(now, before.decoder);
        }
    }

    private static Made made(List<Secret> secrets, ExpectedClaims claims) {
        return new Made(secrets, ApiTokens.decoder(secrets, claims));
    }
}
