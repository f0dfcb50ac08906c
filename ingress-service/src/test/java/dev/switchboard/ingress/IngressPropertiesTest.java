package dev.switchboard.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.contracts.settings.RotatingSecret;
import dev.switchboard.ingress.IngressProperties.PublicBase;
import java.net.URI;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngressPropertiesTest {

    @ParameterizedTest
    @CsvSource({
        "https://a.example/, https://b.example, https://c.example, d.example, https://a.example",
        ", https://b.example:8443, https://c.example, d.example, https://b.example:8443",
        ", , https://c.example, d.example, https://c.example",
        ", , , d.example, https://d.example",
        ", , , , https://e.example:444"
    })
    void takesTheMostTellingNameOfThePublicBase(
            @Nullable URI base,
            @Nullable URI server,
            @Nullable URI webhooks,
            @Nullable String domain,
            String expected) {
        assertThat(new PublicBase(base, server, webhooks, domain)
                        .firstOf(URI.create("https://e.example:444/api/v1/whatsapp/webhook?x")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "--APP_ENV=production, JWT_SECRET is missing",
        "--PUBLIC_BASE_URL=gw.example.com, PUBLIC_BASE_URL is not an http or https address",
        "--WEBHOOK_URL=ftp://gw.example.com/x, WEBHOOK_URL is not an http or https address",
        "--DASHBOARD_URL=here, DASHBOARD_URL is not an http or https address",
        "--HTTPS_ONLY=true, HTTPS_ONLY is true and TRUSTED_PROXIES is missing",
        "--TRUSTED_PROXIES=proxy.local, an address is neither IPv4 nor IPv6",
        "--ALLOWED_IPS=10.0.0.0/33, a network is not an address and the length of its prefix",
        "--CORS_ALLOWED_ORIGINS=*, CORS_ALLOWED_ORIGINS holds something else than https://host:port",
        "--API_CALLS_PER_SECOND=-1, API_CALLS_PER_SECOND is negative",
        "--API_KEYS=shop:messages:sned:0123, API_KEYS: entry 1 (shop) does not end with a SHA-256",
        "--JWT_JWKS_URI=keys, JWT_JWKS_URI is not an http or https address"
    })
    void refusesNonsenseAndNamesIt(String argument, String reason) {
        assertThatThrownBy(() -> start(argument)).hasStackTraceContaining(reason);
    }

    @Test
    void asksForThePublicBaseInProduction() {
        assertThatThrownBy(
                        () -> start("--APP_ENV=production", "--JWT_SECRET=" + "s".repeat(32), "--TWILIO_AUTH_TOKEN=t"))
                .hasStackTraceContaining("PUBLIC_BASE_URL is missing");
    }

    @Test
    void asksForALastingSpoolInProduction() {
        assertThatThrownBy(() -> start("--APP_ENV=production", "--JWT_SECRET=" + "s".repeat(32)))
                .hasStackTraceContaining("SPOOL_DIRECTORY lies among the temporary files");
    }

    @Test
    void refusesASecretThatWasCopiedWithABlank() {
        assertThatThrownBy(() -> RotatingSecret.of("one", " two", null))
                .hasMessage("the next one begins or ends with white space");
    }

    @Test
    void showsNoSecret() {
        assertThat(RotatingSecret.of("one", "two", "three").toString()).doesNotContain("one", "two", "three");
    }

    private static void start(String... arguments) {
        var more = Stream.of(
                "--PORT=0", "--SPOOL_DIRECTORY=" + SpoolFolders.fresh(), "--spring.main.web-application-type=none");
        IngressApplication.application()
                .run(Stream.concat(more, Stream.of(arguments)).toArray(String[]::new))
                .close();
    }
}
