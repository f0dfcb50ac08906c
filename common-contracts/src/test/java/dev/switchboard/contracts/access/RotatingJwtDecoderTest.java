package dev.switchboard.contracts.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.switchboard.contracts.settings.RotatingSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

class RotatingJwtDecoderTest {

    private static final String FIRST = "first-first-first-first-first-first-1";
    private static final String SECOND = "second-second-second-second-second-2";

    @TempDir
    private Path folder;

    private Path file;
    private JwtDecoder decoder;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("jwt");
        Files.writeString(file, FIRST + "\n");
        var secret = new RotatingSecret(null, null, null, file);
        decoder = new AccessSettings(null, secret, null, null, null, null).decoder(Clock.systemUTC());
    }

    @Test
    void followsTheFileWithoutARestartAndRefusesNothingOfBefore() throws Exception {
        assertThat(isAccepted(FIRST)).isTrue();
        assertThat(isAccepted(SECOND)).isFalse();

        Files.writeString(file, SECOND + "\n");

        await().atMost(Duration.ofSeconds(60)).until(() -> isAccepted(SECOND));
        assertThat(isAccepted(FIRST)).isTrue();
    }

    @Test
    void goesOnWithTheLastOneWhereTheNewOneIsTooShort() throws Exception {
        Files.writeString(file, "short\n");

        await().pollDelay(Duration.ofMillis(200)).until(() -> !isAccepted(SECOND));
        assertThat(isAccepted(FIRST)).isTrue();
    }

    @Test
    void refusesToStartWithOneThatIsTooShort() throws Exception {
        Files.writeString(file, "short\n");
        var secret = new RotatingSecret(null, null, null, file);

        assertThatThrownBy(() -> ApiTokens.decoder(secret, ExpectedClaims.ofAnybody(Clock.systemUTC())))
                .hasMessage("JWT_SECRET is shorter than 32 bytes");
    }

    private boolean isAccepted(String secret) throws JOSEException {
        var token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .subject("shop")
                        .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                        .build());
        token.sign(new MACSigner(secret));
        try {
            return decoder.decode(token.serialize()).getSubject().equals("shop");
        } catch (JwtException _) {
            return false;
        }
    }
}
