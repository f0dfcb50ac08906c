package dev.switchboard.operator.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.switchboard.operator.Asked;
import dev.switchboard.operator.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MakeTokenTest {

    private static final String SECRET = "a-secret-of-32-bytes-or-more-for-tests";

    @TempDir
    private Path folder;

    @Test
    void aLibraryOfTokensAcceptsIt() throws Exception {
        var token = decoded(ask(Map.of("JWT_SECRET", SECRET, "USER", "ana"), "token"));

        assertThat(token.getSubject()).isEqualTo("ana");
        assertThat(token.getStringClaim("scope")).isEqualTo("messages:send messages:read");
        assertThat(Duration.between(
                        token.getIssueTime().toInstant(),
                        token.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void scopesTimeAndNameAreAsAsked() throws Exception {
        var token =
                decoded(ask(Map.of("JWT_SECRET", SECRET), "token", "dlt:read", "--for", "7d", "--subject", "nightly"));

        assertThat(token.getSubject()).isEqualTo("nightly");
        assertThat(token.getStringClaim("scope")).isEqualTo("dlt:read");
        assertThat(Duration.between(
                        token.getIssueTime().toInstant(),
                        token.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofDays(7));
    }

    @Test
    void itSaysWhoMadeItAndForWhomWhereTheServicesAsk() throws Exception {
        var asked =
                Map.of("JWT_SECRET", SECRET, "JWT_ISSUER", "https://login.example.com", "JWT_AUDIENCE", "switchboard");
        var token = decoded(ask(asked, "token"));

        assertThat(token.getIssuer()).isEqualTo("https://login.example.com");
        assertThat(token.getAudience()).containsExactly("switchboard");
    }

    @Test
    void theSecretMayStandInAFile() throws Exception {
        var file = Files.writeString(folder.resolve("secrets"), SECRET + "\nanother-secret-of-32-bytes-or-more-here\n");

        assertThat(decoded(ask(Map.of("JWT_SECRET_FILE", file.toString()), "token"))
                        .getSubject())
                .isNotNull();
    }

    @Test
    void aKeyIsShownOnceAndItsEntryHoldsItsHashAlone() throws Exception {
        var made = ask(Map.of(), "token", "--api-key", "shop", "messages:send", "messages:read", "--json")
                .json();
        var key = made.path("key").asString();
        var hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes());

        assertThat(key).matches("sk_live_[0-9A-Za-z]{40}");
        assertThat(made.path("entry").asString())
                .isEqualTo("shop:messages:send+messages:read:" + HexFormat.of().formatHex(hash));
        assertThat(ask(Map.of(), "token", "--api-key", "shop").output().lines()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "token, JWT_SECRET is not set",
        "token messages:sned, is no scope",
        "token --for tomorrow, --for wants a time",
        "token --for 0h, --for wants a time",
        "token --api-key a:b, a key's name is",
    })
    void aMistakeIsNamed(String typed, String told) {
        var secret = typed.equals("token") ? Map.<String, String>of() : Map.of("JWT_SECRET", SECRET);

        var asked = ask(secret, typed.split(" "));

        assertThat(asked.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(asked.errors()).contains(told).doesNotContain(SECRET);
    }

    @Test
    void aShortSecretIsRefused() {
        var asked = ask(Map.of("JWT_SECRET", "short"), "token");

        assertThat(asked.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(asked.errors()).contains("has 5 bytes and needs 32");
    }

    private Asked ask(Map<String, String> environment, String... arguments) {
        return Asked.of(environment, folder, Clock.systemUTC(), arguments);
    }

    private static JWTClaimsSet decoded(Asked asked) throws Exception {
        assertThat(asked.exit()).as(asked.errors()).isZero();
        var token = SignedJWT.parse(asked.output().strip());
        assertThat(token.verify(new MACVerifier(SECRET))).isTrue();
        return token.getJWTClaimsSet();
    }
}
