package dev.switchboard.contracts.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.switchboard.contracts.settings.RotatingSecret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** Against a real publisher of keys. */
class PublishedKeysTest {

    private final AtomicReference<JWKSet> published = new AtomicReference<>(new JWKSet());
    private HttpServer publisher;
    private JwtDecoder decoder;
    private RSAKey first;

    @BeforeEach
    void publish() throws IOException, JOSEException {
        first = new RSAKeyGenerator(2048).keyID("first").generate();
        published.set(new JWKSet(first));
        publisher = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        publisher.createContext("/keys", exchange -> {
            var keys = published.get().toString(true).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        publisher.start();
        var address = URI.create("http://127.0.0.1:" + publisher.getAddress().getPort() + "/keys");
        decoder = new AccessSettings(address, RotatingSecret.of("s".repeat(32), null, null), null, null, null, null)
                .decoder(Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        publisher.stop(0);
    }

    @Test
    void aTokenOfAPublishedKeyIsAccepted() throws JOSEException {
        assertThat(decoder.decode(token(first)).getSubject()).isEqualTo("shop");
    }

    @Test
    void aKeyPublishedLaterIsFetched() throws JOSEException {
        decoder.decode(token(first));
        var second = new RSAKeyGenerator(2048).keyID("second").generate();
        published.set(new JWKSet(second));

        assertThat(decoder.decode(token(second)).getSubject()).isEqualTo("shop");
    }

    @Test
    void aSecretIsNotAskedAnyMoreNorIsAPublicKeyTakenForOne() throws JOSEException {
        assertThatThrownBy(
                        () -> decoder.decode(signed(new JWSHeader(JWSAlgorithm.HS256), new MACSigner("s".repeat(32)))))
                .isInstanceOf(BadJwtException.class);
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build();
        var publicKey = new MACSigner(first.toRSAPublicKey().getEncoded());
        assertThatThrownBy(() -> decoder.decode(signed(header, publicKey))).isInstanceOf(BadJwtException.class);
    }

    @Test
    void aKeyOfSomebodyElseIsRefused() throws JOSEException {
        var other = new RSAKeyGenerator(2048).keyID("first").generate();

        assertThatThrownBy(() -> decoder.decode(token(other))).isInstanceOf(BadJwtException.class);
    }

    @Test
    void aPublisherThatIsAwayIsNoFaultOfTheCaller() throws JOSEException {
        publisher.stop(0);

        var token = token(first);
        assertThatThrownBy(() -> decoder.decode(token))
                .isInstanceOf(JwtException.class)
                .isNotInstanceOf(BadJwtException.class);
    }

    @Test
    void keysOnceFetchedOutliveTheirPublisher() throws JOSEException {
        decoder.decode(token(first));
        publisher.stop(0);

        assertThat(decoder.decode(token(first)).getSubject()).isEqualTo("shop");
    }

    private static String token(RSAKey key) throws JOSEException {
        var header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
        return signed(header, new RSASSASigner(key));
    }

    private static String signed(JWSHeader header, JWSSigner signer) throws JOSEException {
        var claims = new JWTClaimsSet.Builder()
                .subject("shop")
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .build();
        var token = new SignedJWT(header, claims);
        token.sign(signer);
        return token.serialize();
    }
}
