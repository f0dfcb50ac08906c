package dev.switchboard.ingress.webhook;

import dev.switchboard.contracts.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A part of a provider's JSON, asked for its fields. What is asked for in vain is named and never quoted. */
public record Json(JsonNode node) {

    public static Json parse(byte[] body) {
        try {
            return new Json(Wire.JSON.readTree(HalfCharacters.replaced(body)));
        } catch (JacksonException e) {
            throw new Unreadable("the body is not JSON");
        }
    }

    public Json at(String name) {
        return new Json(node.path(name));
    }

    public boolean isThere() {
        return !node.isMissingNode() && !node.isNull();
    }

    public boolean isArray() {
        return node.isArray();
    }

    public List<Json> items() {
        return node.isArray() ? node.values().stream().map(Json::new).toList() : List.of();
    }

    /** A number is taken for its digits: ids and times come as either. */
    public @Nullable String text(String name) {
        var value = node.path(name);
        var text = value.isString() || value.isIntegralNumber() ? value.asString() : null;
        return text == null || text.isBlank() ? null : text;
    }

    public String required(String name) {
        var value = text(name);
        if (value == null) {
            throw new Unreadable(name + " is missing");
        }
        return value;
    }

    @Override
    public String toString() {
        return "Json";
    }
}
