package dev.switchboard.benchmarks;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A status callback as Twilio posts it, thirteen fields, of a message nobody has heard of before. */
record TwilioCallback(String path, String form, String signature, String token) {

    static final String TOKEN = "00000000000000000000000000000000";

    static TwilioCallback next(String base) {
        var id = UUID.randomUUID();
        var path = "/api/v1/whatsapp/status?mid=" + id;
        var fields = fields("SM" + id.toString().replace("-", ""));
        return new TwilioCallback(path, form(fields), signature(base + path, fields), id.toString());
    }

    private static Map<String, String> fields(String sid) {
        var fields = new TreeMap<>(Map.of(
                "AccountSid", "AC00000000000000000000000000000000",
                "ApiVersion", "2010-04-01",
                "ChannelInstallSid", "XE00000000000000000000000000000000",
                "ChannelPrefix", "whatsapp",
                "ChannelToAddress", "+1415555XXXX",
                "EventType", "DELIVERED",
                "From", "whatsapp:+15550001111",
                "To", "whatsapp:+14155550100",
                "MessageSid", sid,
                "SmsSid", sid));
        fields.put("MessageStatus", "delivered");
        fields.put("SmsStatus", "delivered");
        fields.put("StructuredMessage", "false");
        return fields;
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** The address and then every field in the order of the names. */
    private static String signature(String address, Map<String, String> fields) {
        var text = new StringBuilder(address);
        fields.forEach((name, value) -> text.append(name).append(value));
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(TOKEN.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA1", e);
        }
    }
}
