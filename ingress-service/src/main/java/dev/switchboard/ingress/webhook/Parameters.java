package dev.switchboard.ingress.webhook;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** A form or query with everything it holds: the order of its names, blank values, repeated names. */
public record Parameters(SequencedMap<String, List<String>> values) {

    public static Parameters parse(String query) {
        return parse(query.getBytes(StandardCharsets.UTF_8));
    }

    public static Parameters parse(byte[] form) {
        var values = new LinkedHashMap<String, List<String>>();
        for (int begin = 0; begin < form.length; ) {
            var end = end(form, begin, form.length, '&');
            if (end > begin) {
                var equals = end(form, begin, end, '=');
                values.merge(
                        decoded(form, begin, equals),
                        List.of(decoded(form, Math.min(equals + 1, end), end)),
                        Parameters::both);
            }
            begin = end + 1;
        }
        return new Parameters(values);
    }

    /** As it can be kept: no database takes U+0000. What was signed is another matter. */
    public Parameters writable() {
        return isWritable() ? this : withoutNull();
    }

    private boolean isWritable() {
        for (var one : values.entrySet()) {
            if (holdsNull(one.getKey())) {
                return false;
            }
            for (var value : one.getValue()) {
                if (holdsNull(value)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean holdsNull(String text) {
        return text.indexOf('\0') >= 0;
    }

    private Parameters withoutNull() {
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

    private static List<String> both(List<String> some, List<String> more) {
        var all = some instanceof ArrayList ? some : new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private static int end(byte[] form, int begin, int end, char mark) {
        for (int i = begin; i < end; i++) {
            if (form[i] == mark) {
                return i;
            }
        }
        return end;
    }

    private static String decoded(byte[] form, int begin, int end) {
        return isPlain(form, begin, end)
                ? new String(form, begin, end - begin, StandardCharsets.ISO_8859_1)
                : unescaped(form, begin, end);
    }

    private static boolean isPlain(byte[] form, int begin, int end) {
        for (int i = begin; i < end; i++) {
            if (form[i] == '%' || form[i] == '+' || form[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /** A stray percent sign stands for itself. */
    private static String unescaped(byte[] form, int begin, int end) {
        var bytes = new byte[end - begin];
        var length = 0;
        for (int i = begin; i < end; i++) {
            var escaped = form[i] == '%' && i + 2 < end ? escaped(form[i + 1], form[i + 2]) : -1;
            if (escaped >= 0) {
                bytes[length++] = (byte) escaped;
                i += 2;
            } else {
                bytes[length++] = form[i] == '+' ? (byte) ' ' : form[i];
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static int escaped(byte first, byte second) {
        var high = Character.digit(first, 16);
        var low = Character.digit(second, 16);
        return high < 0 || low < 0 ? -1 : 16 * high + low;
    }

    @Override
    public String toString() {
        return "Parameters" + values.keySet();
    }
}
