package dev.switchboard.simulator.twilio;

import dev.switchboard.simulator.Secret;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** X-Twilio-Signature: the address and then every parameter, sorted by name, under the account's token. */
final class TwilioSignature {
    private TwilioSignature() {}

    static String of(Secret token, String url, Map<String, String> params) {
        var text = new StringBuilder(url);
        new TreeMap<>(params).forEach((name, value) -> text.append(name).append(value));
        return Base64.getEncoder().encodeToString(token.hmac("HmacSHA1", text.toString()));
    }
}
