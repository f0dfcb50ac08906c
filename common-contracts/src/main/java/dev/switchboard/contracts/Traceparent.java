package dev.switchboard.contracts;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A W3C trace context as it travels in a header: {@code 00-<32 hex trace id>-<16 hex span id>-<flags>}. */
public record Traceparent(String value) {

    private static final Pattern FORM = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    public Traceparent {
        Required.that(FORM.matcher(value).matches(), "traceparent has the wrong form");
    }

    public static Traceparent of(String traceId, String spanId, boolean sampled) {
        return new Traceparent("00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00"));
    }

    /** A broken one is no reason to refuse what it came with. */
    public static @Nullable Traceparent parse(@Nullable String header) {
        return header != null && FORM.matcher(header).matches() ? new Traceparent(header) : null;
    }

    public String traceId() {
        return value.substring(3, 35);
    }

    public String spanId() {
        return value.substring(36, 52);
    }

    public boolean isSampled() {
        return (Character.digit(value.charAt(54), 16) & 1) == 1;
    }

    @Override
    public String toString() {
        return value;
    }
}
