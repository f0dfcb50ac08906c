package dev.switchboard.dispatcher.transcript;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.Address;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a document looks like without what it says: its fields by name, {@code template.components[0].type}, and of their values
 * the size alone. Whole are only those that are known to hold nothing of anybody; addresses are masked.
 *
 * @param whole names of fields, without the numbers of list entries
 * @param addresses names of fields that hold an address
 */
public record Shape(Set<String> whole, Set<String> addresses) {

    private static final int MOST_FIELDS = 60;
    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_VALUE = 120;
    private static final Pattern ENTRY = Pattern.compile("\\[\\d+]");
    private static final Pattern CHANNEL = Pattern.compile("^([a-z]+:)?(.+)$");

    public Map<String, String> of(Map<String, List<String>> form) {
        var fields = new LinkedHashMap<String, String>();
        form.forEach((name, values) -> values.forEach(value -> put(fields, name, value)));
        return fields;
    }

    public Map<String, String> of(JsonNode document) {
        return of(document, _ -> true);
    }

    private Map<String, String> of(JsonNode document, Predicate<String> wanted) {
        var fields = new LinkedHashMap<String, String>();
        walk("", document, (name, value) -> {
            if (wanted.test(name)) {
                put(fields, name, value);
            }
        });
        return fields;
    }

    /** Of an answer, the fields that are known; the rest repeats the request, or is for people. */
    public Map<String, String> known(String body) {
        try {
            return of(Wire.JSON.readTree(body), this::isKnown);
        } catch (JacksonException _) {
            return Map.of();
        }
    }

    private boolean isKnown(String name) {
        var plain = plain(name);
        return whole.contains(plain) || addresses.contains(plain);
    }

    private static void walk(String name, JsonNode node, BiConsumer<String, String> field) {
        if (node.isObject()) {
            node.properties()
                    .forEach(entry -> walk(
                            name.isEmpty() ? entry.getKey() : name + "." + entry.getKey(), entry.getValue(), field));
        } else if (node.isArray()) {
            for (var i = 0; i < node.size(); i++) {
                walk(name + "[" + i + "]", node.get(i), field);
            }
        } else if (!node.isNull() && !node.isMissingNode()) {
            field.accept(name, node.asString());
        }
    }

    private void put(Map<String, String> fields, String name, String value) {
        if (fields.size() < MOST_FIELDS && name.length() <= LONGEST_NAME) {
            fields.put(name, told(plain(name), value));
        }
    }

    private String told(String name, String value) {
        if (whole.contains(name) && value.length() <= LONGEST_VALUE) {
            return value;
        }
        if (addresses.contains(name) && !value.isBlank()) {
            return masked(value);
        }
        return value.startsWith("https://") || value.startsWith("http://") ? link(value) : size(value);
    }

    private static String masked(String address) {
        var parts = CHANNEL.matcher(address);
        if (!parts.matches() || parts.group(2).length() > LONGEST_VALUE) {
            return size(address);
        }
        var channel = parts.group(1) == null ? "" : parts.group(1);
        return channel + new Address(parts.group(2));
    }

    /** Behind the host there may be names, numbers, keys. */
    private static String link(String value) {
        try {
            var host = URI.create(value).getHost();
            return host == null ? size(value) : host + ", " + size(value);
        } catch (IllegalArgumentException _) {
            return size(value);
        }
    }

    private static String size(String value) {
        return value.length() == 1 ? "1 character" : value.length() + " characters";
    }

    private static String plain(String name) {
        return name.indexOf('[') < 0 ? name : ENTRY.matcher(name).replaceAll("");
    }
}
