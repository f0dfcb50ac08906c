package dev.switchboard.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.contracts.settings.Secret;
import dev.switchboard.dispatcher.DispatcherProperties.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DispatcherPropertiesTest {

    @Test
    void needNothingToBeSet() {
        var properties = TestProperties.with(Map.of());

        assertThat(properties.environment()).isEqualTo(Environment.DEVELOPMENT);
        assertThat(properties.twilio().authToken().isEmpty()).isTrue();
        assertThat(properties.whatsappProvider()).isNull();
    }

    @Test
    void takeTheSecretsOfTokensFromAFileToo(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("jwt"), "one\ntwo\n");

        var properties = TestProperties.with(Map.of("JWT_SECRET", "zero", "JWT_SECRET_FILE", file.toString()));

        assertThat(properties.access().jwtSecret().secrets())
                .extracting(Secret::value)
                .containsExactly("zero", "one", "two");
    }

    @Test
    void refuseAFileOfATokenThatIsNotThere(@TempDir Path folder) {
        assertThatThrownBy(() -> TestProperties.with(Map.of(
                        "TWILIO_ACCOUNT_SID",
                        "AC1",
                        "TWILIO_AUTH_TOKEN_FILE",
                        folder.resolve("token").toString())))
                .rootCause()
                .hasMessage("a file of secrets is missing, empty or cannot be read: token");
    }

    @ParameterizedTest
    @CsvSource({
        "TWILIO_ACCOUNT_SID, AC1, TWILIO_AUTH_TOKEN",
        "TWILIO_AUTH_TOKEN, secret, TWILIO_ACCOUNT_SID",
        "WHATSAPP_ACCESS_TOKEN, secret, WHATSAPP_PHONE_NUMBER_ID",
        "TWILIO_API_URL, twilio, TWILIO_API_URL",
        "PUBLIC_BASE_URL, example.com, the public address",
        "WHATSAPP_GRAPH_URL, ftp://x, WHATSAPP_GRAPH_URL",
        "WHATSAPP_API_VERSION, 25, WHATSAPP_API_VERSION",
        "APP_ENV, production, JWT_SECRET",
        "LEDGER_KEPT, 30d, LEDGER_KEPT",
        "SMS_SEGMENTS, 0, SMS_SEGMENTS",
        "WHATSAPP_WORKERS, 0, dispatcher.calls.workers",
        "CALL_LEASE, 0s, dispatcher.calls.lease",
        "RETRY_LONGEST, 10ms, dispatcher.retry.longest",
        "DATABASE_CONNECTIONS, 1, dispatcher.database.pool-size"
    })
    void refuseNonsenseByName(String setting, String value, String named) {
        assertThatThrownBy(() -> TestProperties.with(Map.of(setting, value)))
                .rootCause()
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', http://localhost:8080/api/webhooks/twilio/message-status",
        "PUBLIC_BASE_URL, https://a.example/, https://a.example/api/webhooks/twilio/message-status",
        "SERVER_URL, https://a.example, https://a.example/api/webhooks/twilio/message-status",
        "WHATSAPP_WEBHOOK_BASE_URL, https://a.example/x, https://a.example/x/api/webhooks/twilio/message-status",
        "DOMAIN, a.example, https://a.example/api/webhooks/twilio/message-status",
        "WEBHOOK_URL, https://a.example/api/v1/whatsapp/webhook, https://a.example/api/webhooks/twilio/message-status",
        "STATUS_CALLBACK_URL, https://a.example/api/v1/whatsapp/status, https://a.example/api/v1/whatsapp/status"
    })
    void tellWhereTwilioReportsTo(String setting, String value, String address) {
        assertThat(TestProperties.with(Map.of(setting, value))
                        .twilio()
                        .callback()
                        .address())
                .hasToString(address);
    }

    @Test
    void printNoSecret() {
        var printed = TestProperties.with(Map.of(
                        "TWILIO_ACCOUNT_SID", "AC1",
                        "TWILIO_AUTH_TOKEN", "hush",
                        "WHATSAPP_ACCESS_TOKEN", "quiet",
                        "WHATSAPP_PHONE_NUMBER_ID", "1",
                        "DATABASE_URL", "postgresql://me:whisper@db/x"))
                .toString();

        assertThat(printed).doesNotContain("hush", "quiet", "whisper");
    }
}
