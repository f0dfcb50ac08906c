package dev.switchboard.local;

import static dev.switchboard.local.Providers.Mode.LIVE;
import static dev.switchboard.local.Providers.Mode.SIMULATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProvidersTest {
    private static final String SIMULATOR_URL = "http://127.0.0.1:8090";
    private static final Map<String, String> TWILIO = Map.of("TWILIO_ACCOUNT_SID", "AC1", "TWILIO_AUTH_TOKEN", "t");
    private static final Map<String, String> META =
            Map.of("WHATSAPP_ACCESS_TOKEN", "a", "WHATSAPP_PHONE_NUMBER_ID", "1", "WHATSAPP_APP_SECRET", "s");

    static Stream<Arguments> whoTakesTheirPlace() {
        return Stream.of(
                Arguments.of("nothing is set", Map.of(), SIMULATOR, SIMULATOR),
                Arguments.of("Twilio's are set", TWILIO, LIVE, SIMULATOR),
                Arguments.of("Meta's are set", META, SIMULATOR, LIVE),
                Arguments.of("a blank counts as not set", Map.of("TWILIO_ACCOUNT_SID", " "), SIMULATOR, SIMULATOR),
                Arguments.of(
                        "the token is in a file",
                        Map.of("TWILIO_ACCOUNT_SID", "AC1", "TWILIO_AUTH_TOKEN_FILE", "/run/token"),
                        LIVE,
                        SIMULATOR),
                Arguments.of("the simulator is asked for", with(TWILIO, "simulator"), SIMULATOR, SIMULATOR));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whoTakesTheirPlace(String when, Map<String, String> environment, Providers.Mode twilio, Providers.Mode meta) {
        var providers = of(environment);
        assertThat(providers.twilio()).isEqualTo(twilio);
        assertThat(providers.meta()).isEqualTo(meta);
        assertThat(providers.settings().containsKey("TWILIO_API_URL")).isEqualTo(twilio == SIMULATOR);
        assertThat(providers.settings().containsKey("WHATSAPP_GRAPH_URL")).isEqualTo(meta == SIMULATOR);
    }

    @Test
    void theSimulatorUsesTheCredentialsThatAreSet() {
        assertThat(of(with(TWILIO, "simulator")).settings())
                .containsEntry("TWILIO_ACCOUNT_SID", "AC1")
                .containsEntry("TWILIO_AUTH_TOKEN", "t")
                .containsEntry("TWILIO_API_URL", SIMULATOR_URL)
                .containsEntry("WHATSAPP_APP_SECRET", "simulator-app-secret");
    }

    @Test
    void aLiveProviderGetsNoStandIn() {
        assertThat(of(TWILIO).settings()).doesNotContainKeys("TWILIO_WHATSAPP_FROM", "TWILIO_API_URL");
    }

    @Test
    void halfASetNamesWhatIsMissing() {
        assertThatThrownBy(() -> of(Map.of("TWILIO_ACCOUNT_SID", "AC1")))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("TWILIO_AUTH_TOKEN missing");
        assertThatThrownBy(() -> of(Map.of("WHATSAPP_ACCESS_TOKEN", "a")))
                .hasMessageContaining("WHATSAPP_PHONE_NUMBER_ID and WHATSAPP_APP_SECRET missing");
    }

    @Test
    void anUnknownChoiceIsRefused() {
        assertThatThrownBy(() -> of(with(Map.of(), "fake"))).hasMessageContaining("SWITCHBOARD_PROVIDERS");
    }

    private static Map<String, String> with(Map<String, String> environment, String providers) {
        return Stream.of(environment, Map.of("SWITCHBOARD_PROVIDERS", providers))
                .flatMap(map -> map.entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Providers of(Map<String, String> environment) {
        return Providers.of(new Environment(environment), SIMULATOR_URL);
    }
}
