package dev.switchboard.local.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectiveTest {

    private static final List<Setting> SETTINGS = Setting.in("""
        a:
          # What Twilio signs with.
          token: ${TWILIO_AUTH_TOKEN:}
          # Where a service listens.
          port: ${PORT:8080}
          # The ledger.
          database: ${DATABASE_URL:postgresql://postgres@localhost/x}
        """);

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, 8080, default",
                "8090, -, 8090, dev",
                "-, 9000, 9000, environment",
                "9000, 9000, 9000, environment",
                "8090, 9000, 8090, dev"
            })
    void theValueThatHoldsIsShownWithItsOrigin(String dev, String environment, String value, String origin) {
        var row = row("PORT", given("PORT", dev), new Outside(given("PORT", environment), Set.of()));

        assertThat(row.value()).isEqualTo(value);
        assertThat(row.from()).isEqualTo(origin);
    }

    @Test
    void whatStoodInTheFileIsSaid() {
        var outside = new Outside(Map.of("PORT", "9000"), Set.of("PORT"));

        assertThat(row("PORT", Map.of(), outside).from()).isEqualTo(".env");
    }

    @Test
    void aWatchedFileIsNamedAndNotRead() {
        var outside = new Outside(Map.of("TWILIO_AUTH_TOKEN_FILE", "/run/secrets/token"), Set.of());
        var row = row("TWILIO_AUTH_TOKEN", Map.of(), outside);

        assertThat(row.value()).isEqualTo("(in /run/secrets/token)");
        assertThat(row.from()).isEqualTo("file");
    }

    @ParameterizedTest
    @CsvSource({
        "TWILIO_AUTH_TOKEN, 0123456789abcdef0123456789abcdef, 0123…ef (32 chars)",
        "TWILIO_AUTH_TOKEN_PREVIOUS, short, … (5 chars)",
        "JWT_SECRET, 0123456789abcdef0123456789abcdef, 0123…ef (32 chars)",
        "API_KEYS, shop:messages:send:0123456789abcdef, shop…ef (35 chars)",
        "DATABASE_URL, postgresql://ledger:pa%40ss@db:5432/x, postgresql://ledger:****@db:5432/x",
        "PUBLIC_BASE_URL, https://gw.example.com, https://gw.example.com"
    })
    void aSecretIsMasked(String name, String value, String shown) {
        assertThat(Shown.of(name, value)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "TWILIO_AUTH_TOKN, TWILIO_AUTH_TOKEN",
        "TWILIO_AUHT_TOKEN, TWILIO_AUTH_TOKEN",
        "DATABASE_URI, DATABASE_URL",
        "PROT, PORT"
    })
    void aSlipOfTheFingerIsTold(String typed, String meant) {
        assertThat(Unknown.in(new Outside(Map.of(typed, "x"), Set.of()), known()))
                .containsExactly(new Unknown(typed, meant));
    }

    @ParameterizedTest
    @CsvSource({"HOSTNAME", "PATH", "KAFKA_SASL_MECHANISM", "REDIS_HOST", "JAVA_HOME", "TERM_PROGRAM"})
    void whatIsNoneOfOursIsLeftAlone(String name) {
        assertThat(Unknown.in(new Outside(Map.of(name, "x"), Set.of()), known()))
                .isEmpty();
    }

    @Test
    void inTheFileEverythingUnknownIsAMistake() {
        assertThat(Unknown.in(new Outside(Map.of("COLOUR", "red"), Set.of("COLOUR")), known()))
                .containsExactly(new Unknown("COLOUR", null));
    }

    @Test
    void oneRowIsEnoughForServicesThatAgree() {
        var rows = ServiceSettings.all(
                List.of(
                        new ServiceSettings("one", SETTINGS, Map.of("PORT", "1")),
                        new ServiceSettings("other", SETTINGS, Map.of("PORT", "2"))),
                new Outside(Map.of(), Set.of()));

        assertThat(rows)
                .extracting(Effective::name)
                .containsExactly("DATABASE_URL", "PORT", "PORT", "TWILIO_AUTH_TOKEN");
        assertThat(rows.getFirst().readBy()).containsExactly("one", "other");
    }

    @Test
    void everyServiceHasItsFileOnTheClassPath() {
        for (var service : List.of("ingress", "dispatcher", "status", "fallback", "simulator")) {
            assertThat(ServiceSettings.of(service, Map.of()).settings())
                    .as(service)
                    .extracting(Setting::name)
                    .contains("PORT", "BIND_ADDRESS");
        }
    }

    private static Set<String> known() {
        return Set.of("TWILIO_AUTH_TOKEN", "PORT", "DATABASE_URL");
    }

    private static Map<String, String> given(String name, String value) {
        return value == null ? Map.of() : Map.of(name, value);
    }

    private static Effective row(String name, Map<String, String> dev, Outside outside) {
        return ServiceSettings.all(List.of(new ServiceSettings("service", SETTINGS, dev)), outside).stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
