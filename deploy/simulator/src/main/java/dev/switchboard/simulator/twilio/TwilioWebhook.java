package dev.switchboard.simulator.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.simulator.SimulatorProperties;
import dev.switchboard.simulator.callback.Callback;
import dev.switchboard.simulator.message.Ids;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Signs a form for the address it goes to, as Twilio's proxy does. */
@Component
class TwilioWebhook {
    private final TwilioAccount account;
    private final SimulatorProperties.Callbacks settings;
    private final Ids ids;

    TwilioWebhook(TwilioAccount account, SimulatorProperties properties, Ids ids) {
        this.account = account;
        settings = properties.callbacks();
        this.ids = ids;
    }

    Callback signed(String sid, String status, String url, Map<String, String> params) {
        var signedUrl = ConnectionOverrides.withoutFragment(url);
        var asked = ConnectionOverrides.of(url);
        return new Callback(
                sid,
                status,
                URI.create(signedUrl),
                Map.of(
                        "Content-Type", "application/x-www-form-urlencoded; charset=UTF-8",
                        "User-Agent", "TwilioProxy/1.1",
                        "Accept", "*/*",
                        "I-Twilio-Idempotency-Token", ids.token(32),
                        "X-Twilio-Signature", TwilioSignature.of(account.token(), signedUrl, params)),
                form(params),
                settings.retry() ? asked.kinder(settings.retryFor()) : asked);
    }

    static String form(Map<String, String> params) {
        return params.entrySet().stream()
                .map(param -> encoded(param.getKey()) + "=" + encoded(param.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
