package dev.switchboard.simulator.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.security.RequestValidator;
import dev.switchboard.simulator.Secret;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwilioSignatureTest {
    private static final Secret TOKEN = new Secret("12345");
    private static final Map<String, String> CALL = Map.of(
            "Digits", "1234",
            "CallSid", "CA1234567890ABCDE",
            "To", "+18005551212",
            "Caller", "+14158675309",
            "From", "+14158675309");
    private static final Map<String, String> FAILED = Map.ofEntries(
            Map.entry("AccountSid", "AC00000000000000000000000000000001"),
            Map.entry("ApiVersion", "2010-04-01"),
            Map.entry("ChannelInstallSid", "XE00000000000000000000000000000001"),
            Map.entry("ChannelPrefix", "whatsapp"),
            Map.entry("ChannelStatusMessage", ""),
            Map.entry("ErrorCode", "63049"),
            Map.entry("EventType", "UNDELIVERED"),
            Map.entry("From", "whatsapp:+15550001111"),
            Map.entry("MessageSid", "SM00000000000000000000000000000001"),
            Map.entry("MessageStatus", "undelivered"),
            Map.entry("SmsSid", "SM00000000000000000000000000000001"),
            Map.entry("SmsStatus", "undelivered"),
            Map.entry("To", "whatsapp:+15550002222"));

    @ParameterizedTest
    @CsvSource({
        "https://mycompany.com/myapp.php?foo=1&bar=2, RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "https://mycompany.com:443/myapp.php?foo=1&bar=2, kvajT1Ptam85bY51eRf/AJRuM3w=",
        "http://mycompany.com:80/myapp.php?foo=1&bar=2, 0ZXoZLH/DfblKGATFgpif+LLRf4="
    })
    void signsAddressAndSortedParameters(String url, String expected) {
        assertThat(TwilioSignature.of(TOKEN, url, CALL)).isEqualTo(expected);
    }

    @Test
    void signsAnAddressWithoutParameters() {
        assertThat(TwilioSignature.of(TOKEN, "https://mycompany.com/myapp.php?foo=1&bar=2", Map.of()))
                .isEqualTo("zYQTYrRWXE7LtzbG4PfP7/bkkGo=");
    }

    @Test
    void signsBlankValuesToo() {
        var token = "0123456789abcdef0123456789abcdef";
        var url = "https://gw.example.com/api/webhooks/twilio/message-status";

        var signature = TwilioSignature.of(new Secret(token), url, FAILED);

        assertThat(signature).isEqualTo("yxaoVXPXX6USIqKE+MdXrkwEtFA=");
        assertThat(new RequestValidator(token).validate(url, FAILED, signature)).isTrue();
    }
}
