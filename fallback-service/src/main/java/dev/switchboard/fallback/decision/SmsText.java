package dev.switchboard.fallback.decision;

import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.request.SendRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an SMS says in a message's place: the words of its own it was given, else those of the message, with links where
 * there is more to see.
 *
 * @param templates what our templates say, by name or {@code name/language}, with {@code {{1}}} where a variable stands
 */
record SmsText(Map<String, String> templates) {

    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([\\w.]+)\\s*}}");

    /** Nothing, where there is nothing to say, or a variable is missing: half a sentence helps nobody. */
    @Nullable
    String of(SendRequest request, @Nullable String own) {
        var text = own == null ? of(request.content()) : own;
        return text == null || text.isBlank() ? null : text.strip();
    }

    private @Nullable String of(Content content) {
        return switch (content) {
            case Content.Text text -> text.body();
            case Content.Media media -> lines(media.caption(), media.filename(), media.url());
            case Content.Template template -> filled(template);
            case Content.Interactive interactive -> interactive.text();
            case Content.Location location -> lines(location.name(), location.address(), map(location));
            case Content.Contacts contacts -> cards(contacts);
            // It says something about a message that an SMS does not show.
            case Content.Reaction _ -> null;
        };
    }

    private static String map(Content.Location location) {
        return "https://maps.google.com/?q=" + location.latitude() + "," + location.longitude();
    }

    private static String cards(Content.Contacts contacts) {
        return contacts.contacts().stream()
                .map(card -> Stream.concat(
                                Stream.of(
                                        card.path("name").path("formatted_name").asString("")),
                                card.path("phones")
                                        .valueStream()
                                        .map(phone -> phone.path("phone").asString("")))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(" ")))
                .collect(Collectors.joining("\n"));
    }

    private @Nullable String filled(Content.Template template) {
        var text = wording(template);
        if (text == null) {
            return null;
        }
        var variables = variables(template);
        var missing = VARIABLE.matcher(text).results().anyMatch(found -> !variables.containsKey(found.group(1)));
        return missing ? null : VARIABLE.matcher(text).replaceAll(found -> value(found, variables));
    }

    private static String value(MatchResult found, Map<String, String> variables) {
        return Matcher.quoteReplacement(Objects.requireNonNull(variables.get(found.group(1))));
    }

    private @Nullable String wording(Content.Template template) {
        if (template.text() != null) {
            return template.text();
        }
        var inItsLanguage = templates.get(template.name() + "/" + template.language());
        return inItsLanguage == null ? templates.get(template.name()) : inItsLanguage;
    }

    /** Meta's components replace the variables; its body's parameters have names or are counted from 1. */
    private static Map<String, String> variables(Content.Template template) {
        var variables = new HashMap<String, String>();
        if (template.variables() != null) {
            variables.putAll(template.variables());
        }
        if (template.components() != null) {
            variables.putAll(parameters(template.components()));
        }
        return variables;
    }

    private static Map<String, String> parameters(JsonNode components) {
        var parameters = new HashMap<String, String>();
        for (var component : components) {
            if (component.path("type").asString("").equalsIgnoreCase("body")) {
                var count = 0;
                for (var parameter : component.path("parameters")) {
                    count++;
                    parameters.put(
                            parameter.path("parameter_name").asString(Integer.toString(count)), words(parameter));
                }
            }
        }
        return parameters;
    }

    /** A text, or the words Meta itself falls back to for money and times. */
    private static String words(JsonNode parameter) {
        var kind = parameter.path("type").asString("text");
        var value = parameter.path(kind);
        return value.isString()
                ? value.stringValue()
                : value.path("fallback_value").asString("");
    }

    private static String lines(@Nullable Object... parts) {
        List<String> lines = new ArrayList<>();
        for (var part : parts) {
            if (part != null && !part.toString().isBlank()) {
                lines.add(part.toString());
            }
        }
        return String.join("\n", lines);
    }
}
