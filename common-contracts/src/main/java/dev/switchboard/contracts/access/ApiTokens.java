package dev.switchboard.contracts.access;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.settings.RotatingSecret;
import dev.switchboard.contracts.settings.Secret;
import java.net.MalformedURLException;
import java.net.URI;
import java.security.Key;
import java.util.List;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Tokens of callers. Each has an end: one that is valid for ever cannot be taken back. And it names its subject, which is half of
 * a message's id and stands in every record of who did what.
 */
final class ApiTokens {

    private static final int SHORTEST_SECRET = 32;
    private static final int PATIENCE_MILLIS = 2000;
    private static final int LARGEST_KEY_SET = 256 << 10;

    /** Only with key pairs: whoever could read a published secret could sign. */
    private static final Set<JWSAlgorithm> OF_KEY_PAIRS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private ApiTokens() {}

    /** Signed with a shared secret (HS256). During a rotation each of the secrets is accepted, and a file is followed. */
    static JwtDecoder decoder(RotatingSecret secret, ExpectedClaims claims) {
        return new RotatingJwtDecoder(secret, claims);
    }

    static JwtDecoder decoder(List<Secret> secrets, ExpectedClaims claims) {
        Required.that(!secrets.isEmpty(), "JWT_SECRET is missing");
        var keys = secrets.stream().map(ApiTokens::key).toList();
        // A token may name the key it was signed with; ours have no names, so each is tried.
        return decoder((header, _) -> JWSAlgorithm.HS256.equals(header.getAlgorithm()) ? keys : List.of(), claims);
    }

    /**
     * Signed with a key that is published (JWKS). It asks over the network where it meets a key it does not know, and so
     * belongs on no event loop. Keys once fetched outlive an outage of their publisher.
     */
    static JwtDecoder decoder(URI published, ExpectedClaims claims) {
        try {
            var retriever = new DefaultResourceRetriever(PATIENCE_MILLIS, PATIENCE_MILLIS, LARGEST_KEY_SET);
            var source = JWKSourceBuilder.<SecurityContext>create(published.toURL(), retriever)
                    .retrying(true)
                    .outageTolerantForever()
                    .build();
            return decoder(new JWSVerificationKeySelector<>(OF_KEY_PAIRS, source), claims);
        } catch (MalformedURLException | IllegalArgumentException e) {
            throw new IllegalArgumentException("JWT_JWKS_URI is not an http or https address", e);
        }
    }

    private static JwtDecoder decoder(JWSKeySelector<SecurityContext> keys, ExpectedClaims claims) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(keys);
        // Claims are judged by the decoder's own validator, which allows for clocks that differ.
        processor.setJWTClaimsSetVerifier((_, _) -> {});
        var decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(claims.validator());
        return decoder;
    }

    private static Key key(Secret secret) {
        Required.that(secret.bytes().length >= SHORTEST_SECRET, "JWT_SECRET is shorter than 32 bytes");
        return new SecretKeySpec(secret.bytes(), "HmacSHA256");
    }
}
