package dev.switchboard.dispatcher.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.switchboard.dispatcher.TestProperties;
import java.net.InetSocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class PreviewAccessTest {

    private static final String SECRET = "a secret of more than thirty-two bytes, for tests";

    @Test
    void developmentWithoutASecretTrustsThisMachineAlone() {
        var access = access(Map.of());
        assertThatCode(() -> access.require(from("127.0.0.1", null))).doesNotThrowAnyException();
        assertDenied(access, from("10.0.0.7", null), HttpStatus.FORBIDDEN);
    }

    @Test
    void productionWithoutASecretTrustsNobody() {
        assertDenied(access(Map.of("APP_ENV", "production")), from("127.0.0.1", null), HttpStatus.FORBIDDEN);
    }

    @Test
    void withASecretOnlyATokenOfTheRightScopeOpens() throws Exception {
        var access = access(Map.of("JWT_SECRET", SECRET));
        assertThatCode(() -> access.require(from("10.0.0.7", token(SECRET, "dlt:read dlt:replay"))))
                .doesNotThrowAnyException();
        assertDenied(access, from("127.0.0.1", null), HttpStatus.UNAUTHORIZED);
        assertDenied(access, from("127.0.0.1", "nonsense"), HttpStatus.UNAUTHORIZED);
        assertDenied(
                access,
                from("127.0.0.1", token("of somebody else, and as long as it must be", "dlt:replay")),
                HttpStatus.UNAUTHORIZED);
        assertDenied(access, from("127.0.0.1", token(SECRET, "messages:read")), HttpStatus.FORBIDDEN);
    }

    private static PreviewAccess access(Map<String, String> settings) {
        return new PreviewAccess(TestProperties.with(settings));
    }

    private static void assertDenied(PreviewAccess access, ServerHttpRequest request, HttpStatus status) {
        assertThatThrownBy(() -> access.require(request))
                .isInstanceOfSatisfying(
                        PreviewAccess.Denied.class,
                        denied -> assertThat(denied.status()).isEqualTo(status));
    }

    private static ServerHttpRequest from(String address, @Nullable String token) {
        var request = MockServerHttpRequest.post("/internal/preview").remoteAddress(new InetSocketAddress(address, 1));
        return (token == null ? request : request.header("Authorization", "Bearer " + token)).build();
    }

    private static String token(String secret, String scope) throws Exception {
        var token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder().claim("scope", scope).build());
        token.sign(new MACSigner(secret));
        return token.serialize();
    }
}
