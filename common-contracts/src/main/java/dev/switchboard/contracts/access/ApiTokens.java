package dev.switchboard.contracts.access;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.settings.Secret;
import dev.switchboard.contracts.settings.Secrets;
import java.security.Key;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Tokens signed with a shared secret (HS256). During a rotation each of the secrets is accepted. */
public final class ApiTokens {

    private static final int SHORTEST_SECRET = 32;

    private ApiTokens() {}

    public static JwtDecoder decoder(Secrets secrets) {
        Required.that(!secrets.isEmpty(), "JWT_SECRET is missing");
        var keys = secrets.all().stream().map(ApiTokens::key).toList();
        var processor = new DefaultJWTProcessor<SecurityContext>();
        // A token may name the key it was signed with; ours have no names, so each is tried.
        processor.setJWSKeySelector((header, _) -> JWSAlgorithm.HS256.equals(header.getAlgorithm()) ? keys : List.of());
        // Times are judged by the decoder's own validator, which allows for clocks that differ.
        processor.setJWTClaimsSetVerifier((_, _) -> {});
        return new NimbusJwtDecoder(processor);
    }

    private static Key key(Secret secret) {
        Required.that(secret.bytes().length >= SHORTEST_SECRET, "JWT_SECRET is shorter than 32 bytes");
        return new SecretKeySpec(secret.bytes(), "HmacSHA256");
    }
}
