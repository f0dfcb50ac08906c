package dev.switchboard.contracts.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.switchboard.contracts.settings.RotatingSecret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

class ApiTokensTest {

    private static final String CURRENT = "current-current-current-current-current-current-current-current-1";
    private static final String NEXT = "next-next-next-next-next-next-next-2";
    private static final String PREVIOUS = "previous-previous-previous-previous-3";
    private static final String OTHER = "other-other-other-other-other-other-4";

    private final JwtDecoder decoder =
            ApiTokens.decoder(RotatingSecret.of(CURRENT, NEXT, PREVIOUS), ExpectedClaims.ofAnybody(Clock.systemUTC()));

    static Stream<Arguments> accepted() {
        return Stream.of(
                Arguments.of("signed with the current secret", hs256(CURRENT, inAnHour())),
                Arguments.of("signed with the next secret", hs256(NEXT, inAnHour())),
                Arguments.of("signed with the previous secret", hs256(PREVIOUS, inAnHour())),
                Arguments.of("naming a key", hs256(PREVIOUS, inAnHour(), "key-7")),
                Arguments.of("just expired by another clock", hs256(CURRENT, claims(Duration.ofSeconds(-30)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void accepted(String what, String token) {
        assertThat(decoder.decode(token).getClaimAsString("scope")).isEqualTo("messages:send messages:read");
    }

    static Stream<Arguments> refused() throws JOSEException {
        return Stream.of(
                Arguments.of("signed with another secret", hs256(OTHER, inAnHour())),
                Arguments.of("expired", hs256(CURRENT, claims(Duration.ofMinutes(-5)))),
                Arguments.of("not valid yet", hs256(CURRENT, notBefore(Duration.ofMinutes(5)))),
                Arguments.of("without an end", hs256(CURRENT, claims(null))),
                Arguments.of("without a subject", hs256(CURRENT, nobody())),
                Arguments.of("not signed", new PlainJWT(inAnHour()).serialize()),
                Arguments.of("not signed, saying it is", unsignedSayingHs256()),
                Arguments.of("signed with another algorithm", hs512(inAnHour())),
                Arguments.of("signed with a key pair", rs256(inAnHour())),
                Arguments.of("changed after it was signed", changed(hs256(CURRENT, inAnHour()))),
                Arguments.of("no token", "messages:send"),
                Arguments.of("empty", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String what, String token) {
        assertThatThrownBy(() -> decoder.decode(token)).isInstanceOf(JwtException.class);
    }

    @Test
    void timesAreJudgedByTheGivenClock() {
        var token = hs256(CURRENT, inAnHour());
        var tomorrow = Clock.offset(Clock.systemUTC(), Duration.ofDays(1));
        var later = ApiTokens.decoder(RotatingSecret.of(CURRENT, null, null), ExpectedClaims.ofAnybody(tomorrow));

        assertThatThrownBy(() -> later.decode(token)).isInstanceOf(JwtException.class);
    }

    @ParameterizedTest(name = "{0} for {1}")
    @CsvSource({
        "https://login.example.com, switchboard, true",
        "https://login.example.com/, switchboard, false",
        "https://evil.example.com, switchboard, false",
        "https://login.example.com, billing, false",
        ", switchboard, false",
        "https://login.example.com, , false",
    })
    void whoMadeATokenAndForWhomIsAskedWhereItIsSet(
            @Nullable String issuer, @Nullable String audience, boolean isAccepted) {
        var settings = new AccessSettings(
                null, RotatingSecret.of(CURRENT, null, null), "https://login.example.com", "switchboard", null, null);
        var token = hs256(
                CURRENT,
                new JWTClaimsSet.Builder(inAnHour())
                        .issuer(issuer)
                        .audience(audience == null ? List.of() : List.of("reports", audience))
                        .build());

        assertThat(catchThrowable(() -> settings.decoder(Clock.systemUTC()).decode(token)) == null)
                .isEqualTo(isAccepted);
        assertThat(decoder.decode(token).getSubject()).isEqualTo("shop");
    }

    @Test
    void missingOrShortSecretIsRefusedAtStart() {
        assertThatThrownBy(() -> ApiTokens.decoder(
                        RotatingSecret.of(null, null, null), ExpectedClaims.ofAnybody(Clock.systemUTC())))
                .hasMessage("JWT_SECRET is missing");
        assertThatThrownBy(() -> ApiTokens.decoder(
                        RotatingSecret.of("short", null, null), ExpectedClaims.ofAnybody(Clock.systemUTC())))
                .hasMessage("JWT_SECRET is shorter than 32 bytes");
    }

    @Test
    void scopesAreThoseTheApiKnows() {
        assertThat(Arrays.stream(Scope.values()).map(Scope::wireName))
                .containsExactly(
                        "messages:send",
                        "messages:read",
                        "messages:reveal",
                        "inbox:reply",
                        "sessions:qr",
                        "contacts:erase",
                        "dlt:read",
                        "dlt:replay",
                        "fallbacks:steer");
        assertThat(Scope.DLT_READ.authority()).isEqualTo("SCOPE_dlt:read");
    }

    private static JWTClaimsSet inAnHour() {
        return claims(Duration.ofHours(1));
    }

    private static JWTClaimsSet claims(@Nullable Duration until) {
        var claims = new JWTClaimsSet.Builder().subject("shop").claim("scope", "messages:send messages:read");
        return until == null
                ? claims.build()
                : claims.expirationTime(Date.from(Instant.now().plus(until))).build();
    }

    private static JWTClaimsSet nobody() {
        return new JWTClaimsSet.Builder(inAnHour()).subject(" ").build();
    }

    private static JWTClaimsSet notBefore(Duration from) {
        return new JWTClaimsSet.Builder(inAnHour())
                .notBeforeTime(Date.from(Instant.now().plus(from)))
                .build();
    }

    private static String hs256(String secret, JWTClaimsSet claims) {
        return signed(new JWSHeader(JWSAlgorithm.HS256), secret, claims);
    }

    private static String hs256(String secret, JWTClaimsSet claims, String keyId) {
        return signed(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(keyId).build(), secret, claims);
    }

    private static String hs512(JWTClaimsSet claims) {
        return signed(new JWSHeader(JWSAlgorithm.HS512), CURRENT, claims);
    }

    private static String rs256(JWTClaimsSet claims) throws JOSEException {
        var token = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), claims);
        token.sign(new RSASSASigner(new RSAKeyGenerator(2048).generate()));
        return token.serialize();
    }

    private static String unsignedSayingHs256() {
        var parts = hs256(CURRENT, inAnHour()).split("\\.");
        return parts[0] + "." + parts[1] + ".";
    }

    private static String changed(String token) {
        var parts = token.split("\\.");
        return parts[0] + "." + hs256(OTHER, claims(Duration.ofDays(365))).split("\\.")[1] + "." + parts[2];
    }

    private static String signed(JWSHeader header, String secret, JWTClaimsSet claims) {
        try {
            var token = new SignedJWT(header, claims);
            token.sign(new MACSigner(secret));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
