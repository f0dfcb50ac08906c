package dev.switchboard.ingress.webhook;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** A form or query with everything it holds: the order of its names, blank values, repeated names. */
public record Parameters(SequencedMap<String, List<String>> values) {

    public static Parameters parse(byte[] form) {
        return parse(new String(form, StandardCharsets.ISO_8859_1));
    }

    public static Parameters parse(String form) {
        var values = new LinkedHashMap<String, List<String>>();
        for (var pair : form.split("&")) {
            if (!pair.isEmpty()) {
                var equals = pair.indexOf('=');
                var name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                var value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
                values.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
            }
        }
        return new Parameters(values);
    }

    /** As it can be kept: no database takes U+0000. What was signed is another matter. */
    public Parameters writable() {
        var writable = new LinkedHashMap<String, List<String>>();
        values.forEach((name, all) -> writable.put(
                writable(name), all.stream().map(Parameters::writable).toList()));
        return new Parameters(writable);
    }

    private static String writable(String text) {
        return text.replace('\0', '\ufffd');
    }

    /** The first value, or null where there is none or a blank one. */
    public @Nullable String get(String name) {
        var all = values.get(name);
        return all == null || all.getFirst().isBlank() ? null : all.getFirst();
    }

    public String required(String name) {
        var value = get(name);
        if (value == null) {
            throw new Unreadable(name + " is missing");
        }
        return value;
    }

    /** Bytes arrive as ISO 8859-1, one character each, and leave as UTF-8. A stray percent sign stands for itself. */
    private static String decoded(String part) {
        if (isPlain(part)) {
            return part;
        }
        var bytes = new ByteArrayOutputStream(part.length());
        for (int i = 0; i < part.length(); i++) {
            var c = part.charAt(i);
            var escaped = c == '%' ? escaped(part, i) : -1;
            if (escaped >= 0) {
                bytes.write(escaped);
                i += 2;
            } else if (c < 256) {
                bytes.write(c == '+' ? ' ' : c);
            } else {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static boolean isPlain(String part) {
        for (int i = 0; i < part.length(); i++) {
            var c = part.charAt(i);
            if (c == '%' || c == '+' || c > 127) {
                return false;
            }
        }
        return true;
    }

    private static int escaped(String part, int at) {
        if (at + 2 >= part.length()) {
            return -1;
        }
        var high = Character.digit(part.charAt(at + 1), 16);
        var low = Character.digit(part.charAt(at + 2), 16);
        return high < 0 || low < 0 ? -1 : 16 * high + low;
    }

    @Override
    public String toString() {
        return "Parameters" + values.keySet();
    }
}
