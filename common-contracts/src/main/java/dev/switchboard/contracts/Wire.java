package dev.switchboard.contracts;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.switchboard.contracts.deadletter.CannotWork;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/** How events are written and read: plain JSON, strict in form, tolerant of fields it does not know. */
public final class Wire {

    private static final int DEEPEST = 64;
    private static final long LONGEST = 16L << 20;

    public static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxDocumentLength(LONGEST)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            // A provider's own fragment is passed on with every digit it came with.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // What the schema refuses is refused: a number is not taken for a phone number, nor a text for a yes.
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    coercion -> coercion.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            // A wish may be written without its type: see Wire.read.
            .disable(MapperFeature.REQUIRE_TYPE_ID_FOR_SUBTYPES)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(NON_NULL))
            .changeDefaultNullHandling(_ -> JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .addModule(new SimpleModule("texts")
                    .addDeserializer(URI.class, new TextOnly<>(URI.class, URI::create))
                    .addDeserializer(Instant.class, new TextOnly<>(Instant.class, Wire::instant))
                    .addDeserializer(Duration.class, new TextOnly<>(Duration.class, Duration::parse)))
            .build();

    private Wire() {}

    /** With a year of four digits, as RFC 3339 has it: further away nobody reckons, and no database keeps it. */
    private static Instant instant(String text) {
        Required.that(Character.isDigit(text.isEmpty() ? ' ' : text.charAt(0)), "a year has not four digits");
        return Instant.parse(text);
    }

    public static byte[] write(Object value) {
        return JSON.writeValueAsBytes(value);
    }

    /**
     * What a record's value says.
     *
     * @throws CannotWork when it says nothing of this family; the reason holds nothing of the value
     */
    public static <E extends Event> Reading<E> read(byte @Nullable [] value, Class<E> family) {
        if (value == null || value.length == 0) {
            throw CannotWork.undecodable("the record has no value");
        }
        try {
            return new Reading.Known<>(readObject(value, family));
        } catch (InvalidTypeIdException e) {
            return withoutKnownType(value, family, e);
        } catch (JacksonException e) {
            throw unreadable(e);
        }
    }

    /**
     * What is not an event and no topic carries, as strictly read as one.
     *
     * @throws CannotWork when it has another form; the reason holds nothing of the value
     */
    public static <T> T readPart(byte[] value, Class<T> type) {
        try {
            return readObject(value, type);
        } catch (JacksonException e) {
            throw unreadable(e);
        }
    }

    private static <T> T readObject(byte[] value, Class<T> type) {
        try (var parser = JSON.createParser(value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw CannotWork.undecodable("the value is not a JSON object");
            }
            var read = JSON.readValue(parser, type);
            Writable.require(value);
            return read;
        }
    }

    private static <E extends Event> Reading<E> withoutKnownType(
            byte[] value, Class<E> family, InvalidTypeIdException e) {
        var wishes = family.getAnnotation(MustUnderstand.class);
        if (!e.getPath().isEmpty() || (wishes == null && e.getTypeId() == null)) {
            throw unreadable(e);
        }
        if (wishes == null) {
            return new Reading.UnknownType<>(e.getTypeId());
        }
        if (e.getTypeId() != null) {
            throw unreadable(e);
        }
        try {
            return new Reading.Known<>(readObject(value, wishes.withoutType().asSubclass(family)));
        } catch (JacksonException further) {
            throw unreadable(further);
        }
    }

    /** Says what is wrong and where, and never what was found there: that may be somebody's message. */
    private static CannotWork unreadable(JacksonException e) {
        return switch (e) {
            case InputCoercionException _ -> CannotWork.invalid(reason(e));
            case StreamReadException duplicate
            when duplicate.getOriginalMessage().startsWith("Duplicate") ->
                CannotWork.undecodable("a field stands twice" + place(e));
            case StreamReadException _ -> CannotWork.undecodable("not JSON" + place(e));
            case StreamConstraintsException _ -> CannotWork.undecodable("the value is too deep or too long");
            case InvalidTypeIdException type ->
                CannotWork.invalid(
                        within(path(e), "type") + (type.getTypeId() == null ? " is missing" : " is not one of ours"));
            default -> CannotWork.invalid(reason(e));
        };
    }

    private static String place(JacksonException e) {
        return " at line " + e.getLocation().getLineNr() + ", column "
                + e.getLocation().getColumnNr();
    }

    private static String reason(JacksonException e) {
        var path = path(e);
        if (e.getCause() instanceof Unfit unfit) {
            var reason = String.valueOf(unfit.getMessage());
            return path.isEmpty() || reason.startsWith(path + ".") ? reason : path + ": " + reason;
        }
        return (path.isEmpty() ? "the value" : path) + " is missing or has the wrong form";
    }

    private static String path(JacksonException e) {
        return e.getPath().stream().map(Wire::step).collect(Collectors.joining("."));
    }

    /** The keys of a map are the sender's own words, as its values are. */
    private static String step(JacksonException.Reference reference) {
        if (reference.getPropertyName() == null) {
            return Integer.toString(reference.getIndex());
        }
        return reference.from() instanceof Map ? "*" : reference.getPropertyName();
    }

    private static String within(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
