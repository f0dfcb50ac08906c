package dev.switchboard.ingress.send;

import dev.switchboard.contracts.Unfit;
import dev.switchboard.contracts.Wire;
import dev.switchboard.http.Problem.Finding;
import dev.switchboard.http.ProblemKind;
import dev.switchboard.http.Refused;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a request strictly: a field nobody knows is a typing error, and a number is no text. What is wrong is told by
 * field, and what stood there is not repeated.
 */
final class NewMessageJson {

    private static final JsonMapper STRICT = Wire.JSON
            .rebuild()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** How the contracts' own records name the field that is wrong. */
    private static final Pattern NAMED = Pattern.compile("(?:content|fallback)\\.(\\w+) (.+)");

    private static final int MOST_FINDINGS = 20;

    private NewMessageJson() {}

    /** @param findings what could not be read and is not in the message, so that the rest can be judged all the same */
    record Read(NewMessage message, List<Finding> findings) {}

    static Read read(byte[] body) {
        return read(object(body));
    }

    /** As it was written, if it is an object at all. */
    static ObjectNode object(byte[] body) {
        if (new String(body, StandardCharsets.UTF_8).isBlank()) {
            throw Refused.because(ProblemKind.NOT_JSON, "It is empty.");
        }
        try {
            if (STRICT.readTree(body) instanceof ObjectNode object) {
                var unwritable = Unwritable.in(object);
                if (!unwritable.isEmpty()) {
                    throw Refused.because(unwritable);
                }
                return object;
            }
            throw Refused.because(List.of(new Finding("", "must be an object")));
        } catch (StreamConstraintsException _) {
            throw Refused.because(ProblemKind.NOT_JSON, "It is nested too deeply, or holds a too long name or number.");
        } catch (JacksonException e) {
            throw notJson(e);
        }
    }

    static Read read(ObjectNode object) {
        var rest = object.deepCopy();
        var findings = new ArrayList<Finding>();
        for (int attempt = 1; ; attempt++) {
            try {
                return new Read(STRICT.treeToValue(rest, NewMessage.class), findings);
            } catch (DatabindException e) {
                var finding = finding(e);
                // A field that could not be read is taken away, and must not be told to be missing.
                if (findings.stream().noneMatch(before -> before.pointer().equals(finding.pointer()))) {
                    findings.add(finding);
                }
                if (attempt == MOST_FINDINGS || !remove(rest, pointer(e))) {
                    throw Refused.because(findings);
                }
            }
        }
    }

    private static boolean remove(ObjectNode from, String pointer) {
        var place = JsonPointer.compile(pointer);
        return place.last() != null
                && switch (from.at(place.head())) {
                    case ObjectNode object -> object.remove(place.last().getMatchingProperty()) != null;
                    case ArrayNode array -> array.remove(place.last().getMatchingIndex()) != null;
                    default -> false;
                };
    }

    private static Refused notJson(JacksonException e) {
        var at = e.getLocation();
        var place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        var what = e.getOriginalMessage().startsWith("Duplicate") ? "A field stands twice" : "It stops being JSON";
        return Refused.because(ProblemKind.NOT_JSON, what + place + ".");
    }

    private static Finding finding(DatabindException e) {
        var pointer = pointer(e);
        if (e instanceof UnrecognizedPropertyException) {
            return new Finding(pointer, "is not a field we know");
        }
        if (e instanceof InvalidTypeIdException) {
            return new Finding(pointer + "/type", "is not a kind of content we know");
        }
        if (e.getCause() instanceof Unfit unfit && unfit.getMessage() != null) {
            var named = NAMED.matcher(unfit.getMessage());
            return named.matches()
                    ? new Finding(pointer + "/" + named.group(1), named.group(2))
                    : new Finding(pointer, unfit.getMessage());
        }
        if (e instanceof InvalidFormatException format && format.getTargetType().isEnum()) {
            return new Finding(pointer, "must be one of " + words(format.getTargetType()));
        }
        return new Finding(pointer, pointer.isEmpty() ? "must be an object" : "has the wrong form");
    }

    private static String pointer(JacksonException e) {
        return e.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null ? Integer.toString(step.getIndex()) : step.getPropertyName())
                .map(step -> "/" + step.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }

    private static String words(Class<?> type) {
        return Stream.of(type.getEnumConstants())
                .map(constant -> Wire.JSON.valueToTree(constant).asString())
                .collect(Collectors.joining(", "));
    }
}
