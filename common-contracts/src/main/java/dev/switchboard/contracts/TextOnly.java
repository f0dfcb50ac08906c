package dev.switchboard.contracts;

import java.time.DateTimeException;
import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/**
 * Times, durations and addresses on the web are read from their text and from nothing else: a number could be seconds or
 * milliseconds, and the wrong guess sends a message in fifty thousand years.
 */
final class TextOnly<T> extends StdScalarDeserializer<T> {

    private final Class<T> type;
    private final transient Function<String, T> parse;

    TextOnly(Class<T> type, Function<String, T> parse) {
        super(type);
        this.type = type;
        this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            throw context.wrongTokenException(parser, type, JsonToken.VALUE_STRING, "not a text");
        }
        try {
            return parse.apply(parser.getString());
        } catch (DateTimeException | IllegalArgumentException e) {
            throw context.weirdStringException("", type, "not of this form");
        }
    }
}
