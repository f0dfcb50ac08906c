package dev.switchboard.local.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A setting as a service's yaml declares it: {@code ${NAME:default}} under the comment that says what it means. The yaml
 * is the reference; README's table is made from it.
 */
public record Setting(String name, String defaultValue, String meaning) {

    private static final Pattern START = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(:?)");

    public static List<Setting> in(String yaml) {
        Map<String, Setting> found = new LinkedHashMap<>();
        var comment = new StringBuilder();
        var commentUsed = false;
        for (var line : yaml.lines().toList()) {
            var text = line.strip();
            if (text.startsWith("#")) {
                if (commentUsed) {
                    comment.setLength(0);
                    commentUsed = false;
                }
                comment.append(comment.isEmpty() ? "" : " ")
                        .append(text.substring(1).strip());
                continue;
            }
            var settings = inLine(line, comment.toString());
            settings.forEach(setting -> found.putIfAbsent(setting.name(), setting));
            commentUsed = true;
            if (settings.isEmpty()) {
                comment.setLength(0);
            }
        }
        return List.copyOf(found.values());
    }

    /** Names nested in a default, as in {@code ${A:${B:c}}}, are settings too: the older names of the same thing. */
    private static List<Setting> inLine(String line, String meaning) {
        var settings = new ArrayList<Setting>();
        var matcher = START.matcher(line);
        while (matcher.find()) {
            var end = closingBrace(line, matcher.end());
            settings.add(new Setting(matcher.group(1), line.substring(matcher.end(), end), meaning));
        }
        return settings;
    }

    private static int closingBrace(String line, int from) {
        var depth = 1;
        for (var at = from; at < line.length(); at++) {
            depth += line.startsWith("${", at) ? 1 : line.charAt(at) == '}' ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        throw new IllegalArgumentException("no closing brace in: " + line);
    }
}
