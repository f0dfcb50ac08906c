package dev.switchboard.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.switchboard.fallback.RunningService.World;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ApiAccessIT {

    private static final String SECRET = "a-secret-of-at-least-32-characters";
    private static final String PREVIOUS = "the-secret-before-it-of-32-or-more";
    private static final String KEY = "sk_live_shop";

    /** {@code printf %s sk_live_shop | sha256sum} */
    private static final String KEY_HASH = "36a412bc5f78e8d4275ff7b0789d1d36bf0e89dfa43fe8d6463d67d995eef11f";

    private static final String LIST = "/api/v1/fallbacks";

    @Test
    void asksForATokenWhereOneCanBeSigned(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("jwt"), SECRET + "\n");
        try (var service = RunningService.start(
                World.fresh(),
                "--JWT_SECRET_FILE=" + file,
                "--JWT_SECRET_PREVIOUS=" + PREVIOUS,
                "--API_KEYS=shop:messages:read:" + KEY_HASH)) {
            assertThat(service.get(LIST, token(SECRET, "messages:read")).statusCode())
                    .isEqualTo(200);
            assertThat(service.get(LIST, token(PREVIOUS, "messages:read")).statusCode())
                    .isEqualTo(200);
            for (var refused :
                    new String[] {null, "no-token", token("another-secret-of-32-characters-or-more", "messages:read")
                    }) {
                var answer = service.get(LIST, refused);
                assertThat(answer.statusCode()).isEqualTo(401);
                assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                        .startsWith("Bearer");
                assertThat(answer.body()).contains("urn:switchboard:problem:unauthenticated");
            }
            var forbidden = service.get(LIST, token(SECRET, "messages:send"));
            assertThat(forbidden.statusCode()).isEqualTo(403);
            assertThat(forbidden.body())
                    .contains("urn:switchboard:problem:forbidden", "The scope messages:read is missing.");
            assertThat(service.get(LIST, KEY).statusCode()).isEqualTo(200);
            assertThat(service.get(LIST, KEY + "x").statusCode()).isEqualTo(401);
            var off = "{\"state\":\"off\"}";
            assertThat(service.put(LIST + "/switches/acme", off, token(SECRET, "messages:read"))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(service.put(LIST + "/switches/acme", off, token(SECRET, "fallbacks:steer"))
                            .statusCode())
                    .isEqualTo(200);
            var preview = service.post("/internal/preview", "{}", token(SECRET, "messages:read"));
            assertThat(preview.statusCode()).isEqualTo(403);
            assertThat(preview.body()).contains("The scope dlt:replay is missing.");
            assertThat(service.post("/internal/preview", "{}", token(SECRET, "dlt:replay"))
                            .statusCode())
                    .isEqualTo(422);
            assertThat(service.get("/actuator/health", null).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void trustsOnlyThisMachineWhereNone() throws Exception {
        try (var service = RunningService.start(World.fresh())) {
            assertThat(service.get(LIST, null).statusCode()).isEqualTo(200);
            var elsewhere = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                    .findFirst();
            Assumptions.assumeTrue(elsewhere.isPresent(), "no address but loopback");
            assertThat(service.get(elsewhere.get().getHostAddress(), LIST, null).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void doesNotStartInProductionWithoutASecret() {
        assertThatThrownBy(() -> RunningService.start(World.fresh(), "--APP_ENV=production"))
                .hasStackTraceContaining("JWT_SECRET is missing");
    }

    private static String token(String secret, String scope) throws Exception {
        var claims = new JWTClaimsSet.Builder()
                .subject("ada")
                .claim("scope", scope)
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .build();
        var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
        return token.serialize();
    }
}
