package dev.switchboard.ingress.send;

import dev.switchboard.contracts.access.ApiTokens;
import dev.switchboard.contracts.settings.Secret;
import dev.switchboard.contracts.settings.Secrets;
import dev.switchboard.ingress.RotatingSecret;
import java.time.Clock;
import java.util.List;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** Decodes with the secrets of this moment: a decoder is made anew whenever they change. */
final class RotatingJwtDecoder implements JwtDecoder {

    private final RotatingSecret secret;
    private final Clock clock;
    private volatile Made made;

    private record Made(List<Secret> of, JwtDecoder decoder) {}

    RotatingJwtDecoder(RotatingSecret secret, Clock clock) {
        this.secret = secret;
        this.clock = clock;
        this.made = make(secret.secrets());
    }

    /** Before a no the file of secrets is looked at once more. */
    @Override
    public Jwt decode(String token) {
        try {
            return current().decode(token);
        } catch (JwtException e) {
            if (secret.readAgain()) {
                return current().decode(token);
            }
            throw e;
        }
    }

    private JwtDecoder current() {
        var now = secret.secrets();
        var decoder = made;
        if (!decoder.of.equals(now)) {
            decoder = make(now);
            made = decoder;
        }
        return decoder.decoder;
    }

    private Made make(List<Secret> secrets) {
        return new Made(secrets, ApiTokens.decoder(new Secrets(secrets), clock));
    }
}
