package dev.switchboard.ingress.twilio;

import dev.switchboard.ingress.webhook.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A query read and written again in the older of Twilio's ways: a repeated name stands where it stood first, and all but
 * letters, digits and {@code -_.!~*'()} is escaped.
 */
final class OlderQuery {

    private static final String PLAIN = "-_.!~*'()";

    private OlderQuery() {}

    static @Nullable String of(@Nullable String query) {
        return query == null ? null : written(query);
    }

    private static String written(String query) {
        return Parameters.parse(query).values().entrySet().stream()
                .flatMap(one -> one.getValue().stream().map(value -> escaped(one.getKey()) + "=" + escaped(value)))
                .collect(Collectors.joining("&"));
    }

    private static String escaped(String text) {
        var escaped = new StringBuilder(text.length());
        for (var b : text.getBytes(StandardCharsets.UTF_8)) {
            var c = (char) (b & 0xff);
            if (c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || PLAIN.indexOf(c) >= 0) {
                escaped.append(c);
            } else {
                escaped.append("%%%02X".formatted((int) c));
            }
        }
        return escaped.toString();
    }
}
