package dev.switchboard.operator.dlt;

import dev.switchboard.contracts.RecordPosition;
import dev.switchboard.contracts.Wire;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Conditions joined by {@code &&}, as {@code cause==invalid && header.x-tenant==acme && value.to=~49}. */
record Where(String text, List<Condition> conditions) implements Predicate<DeadLetter> {

    private static final Pattern CONDITION = Pattern.compile("\\s*([\\w.-]+)\\s*(==|!=|=~|!~)\\s*(.*?)\\s*");
    private static final List<String> FIELDS = List.of("cause", "reason", "key", "topic", "replays");
    private static final String HEADER = "header.";
    private static final String VALUE = "value.";

    record Condition(String field, boolean wanted, Predicate<String> holds) {}

    static final class Converter implements ITypeConverter<Where> {
        @Override
        public Where convert(String text) {
            return new Where(
                    text, Stream.of(text.split("&&")).map(Where::condition).toList());
        }
    }

    @Override
    public String toString() {
        return text;
    }

    private static Condition condition(String text) {
        var parts = CONDITION.matcher(text);
        if (!parts.matches()) {
            throw new TypeConversionException(
                    "\"" + text.strip() + "\" is not FIELD==TEXT, FIELD!=TEXT, FIELD=~PATTERN or FIELD!~PATTERN");
        }
        var field = parts.group(1);
        if (!FIELDS.contains(field) && !field.startsWith(HEADER) && !field.startsWith(VALUE)) {
            throw new TypeConversionException("there is no field " + field + "; known are " + String.join(", ", FIELDS)
                    + ", header.NAME, value.PATH");
        }
        var operator = parts.group(2);
        return new Condition(field, operator.charAt(0) != '!', predicate(operator, parts.group(3)));
    }

    private static Predicate<String> predicate(String operator, String operand) {
        if (operator.endsWith("=")) {
            return operand::equals;
        }
        try {
            return Pattern.compile(operand).asPredicate();
        } catch (PatternSyntaxException e) {
            throw new TypeConversionException("\"" + operand + "\" is not a regular expression: " + e.getDescription());
        }
    }

    @Override
    public boolean test(DeadLetter letter) {
        return conditions.stream()
                .allMatch(condition -> read(letter, condition.field())
                                .filter(condition.holds())
                                .isPresent()
                        == condition.wanted());
    }

    private static Optional<String> read(DeadLetter letter, String field) {
        if (field.startsWith(HEADER)) {
            return letter.header(field.substring(HEADER.length()));
        }
        if (field.startsWith(VALUE)) {
            return value(letter, field.substring(VALUE.length()));
        }
        return Optional.of(
                switch (field) {
                    case "cause" -> letter.cause();
                    case "reason" -> letter.reason();
                    case "key" -> letter.key();
                    case "topic" -> letter.origin().map(RecordPosition::topic).orElse("");
                    default -> letter.replays();
                });
    }

    /** What cannot be read has no fields. */
    private static Optional<String> value(DeadLetter letter, String path) {
        try {
            return letter.value()
                    .map(text -> Wire.JSON.readTree(text).at("/" + path.replace('.', '/')))
                    .filter(JsonNode::isValueNode)
                    .map(JsonNode::asString);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
