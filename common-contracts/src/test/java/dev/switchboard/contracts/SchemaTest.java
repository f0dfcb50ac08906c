package dev.switchboard.contracts;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.switchboard.contracts.audit.Manner;
import dev.switchboard.contracts.audit.Portion;
import dev.switchboard.contracts.audit.ReplayEvent;
import dev.switchboard.contracts.audit.Span;
import dev.switchboard.contracts.audit.Treatment;
import dev.switchboard.contracts.deadletter.CannotWork;
import dev.switchboard.contracts.inbound.ReceivedContent;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Contact;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.Direction;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.contracts.request.SendRequest;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the schemas say is what the code does: nobody outside reads the code. */
class SchemaTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** What these hold is passed on as it is. */
    private static final Set<String> OPAQUE = Set.of("raw", "components", "interactive", "contacts");

    private static final Map<String, Class<?>> PARTS = Map.of(
            "contact", Contact.class,
            "failure", Failure.class,
            "receivedContent", ReceivedContent.class,
            "recordPosition", RecordPosition.class,
            "span", Span.class,
            "portion", Portion.class,
            "manner", Manner.class,
            "SendRequest", SendRequest.class);

    private static final Map<String, TopicSchema> SCHEMAS =
            Sample.TOPICS.all().stream().collect(toMap(Topic::name, TopicSchema::of));

    static List<Sample> samples() {
        return Sample.all();
    }

    static List<TopicSchema> schemas() {
        return List.copyOf(SCHEMAS.values());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sampleIsValid(Sample sample) {
        assertThat(schema(sample).validator().validate(sample.json())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void topicOffersTheTypesOfItsFamilyAndNoOther(TopicSchema schema) {
        var offered = stream(schema.json().get("oneOf"))
                .map(one -> schema.definition(one.get("$ref").asString().replace("#/$defs/", "")))
                .map(definition -> definition.get("title").asString())
                .toList();

        assertThat(offered)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(schema.topic().family().getPermittedSubclasses())
                                .map(Class::getSimpleName)
                                .toList());
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void everyFieldOfARecordIsDescribedAndRequiredWhereItMayNotBeMissing(TopicSchema schema) {
        for (var type : described(schema).entrySet()) {
            var definition = schema.definition(type.getKey());
            var components = Arrays.stream(type.getValue().getRecordComponents());

            assertThat(names(definition.get("properties")))
                    .as(type.getKey())
                    .isEqualTo(Arrays.stream(type.getValue().getRecordComponents())
                            .map(RecordComponent::getName)
                            .collect(toSet()));
            assertThat(required(definition))
                    .as(type.getKey())
                    .isEqualTo(components
                            .filter(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                            .map(RecordComponent::getName)
                            .collect(toSet()));
        }
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void everyDefinitionSaysInWordsWhatItIs(TopicSchema schema) {
        assertThat(schema.json().get("title").asString()).isNotBlank();
        assertThat(schema.json().get("description").asString()).isNotBlank();
        for (var definition : schema.json().get("$defs").properties()) {
            assertThat(definition.getValue().path("title").asString())
                    .as(definition.getKey())
                    .isNotBlank();
            assertThat(definition.getValue().path("description").asString())
                    .as(definition.getKey())
                    .isNotBlank();
        }
    }

    /** Each file stands for itself, so that it can be given to any tool; the price is paid here. */
    @Test
    void definitionIsTheSameInEveryFile() {
        var first = new HashMap<String, JsonNode>();
        for (var schema : SCHEMAS.values()) {
            for (var definition : schema.json().get("$defs").properties()) {
                assertThat(definition.getValue())
                        .as(schema.topic().name() + " " + definition.getKey())
                        .isEqualTo(first.computeIfAbsent(definition.getKey(), _ -> definition.getValue()));
            }
        }
    }

    @Test
    void wordsToChooseFromAreThoseOfTheCode() {
        assertThat(words("messaging.status.v1", "/$defs/status/enum"))
                .isEqualTo(wireNames(Status.values(), Status::wireName));
        assertThat(words("messaging.status.v1", "/$defs/channel/enum"))
                .isEqualTo(wireNames(Channel.values(), Channel::wireName));
        assertThat(words("messaging.status.v1", "/$defs/failure/properties/kind/enum"))
                .isEqualTo(wireNames(Failure.Kind.values(), Failure.Kind::wireName));
        assertThat(words("messaging.changes.v1", "/$defs/direction/enum"))
                .isEqualTo(wireNames(Direction.values(), Direction::wireName));
        assertThat(words("messaging.send-requests.v1", "/$defs/media/properties/kind/enum"))
                .isEqualTo(wireNames(Content.Media.Kind.values(), Content.Media.Kind::wireName));
        assertThat(words("messaging.dlt-audit.v1", "/$defs/portion/properties/treatment/enum"))
                .isEqualTo(wireNames(Treatment.values(), Treatment::wireName));
        assertThat(words("messaging.dlt-audit.v1", "/$defs/ReplayEnded/properties/end/enum"))
                .isEqualTo(wireNames(ReplayEvent.End.values(), ReplayEvent.End::wireName));
        assertThat(words("messaging.send-requests.v1", "/$defs/SendRequest/properties/priority/enum"))
                .isEqualTo(List.of("high", "normal", "low"));
        assertThat(words("messaging.send-requests.v1", "/$defs/fallback/oneOf/1/properties/unless/enum"))
                .isEqualTo(List.of("sent", "delivered", "read"));
    }

    @Test
    void shortFormsAreValid() {
        var least = Sample.named(Sample.TOPICS.sendRequests(), "SendRequest-text-least")
                .json();
        least.remove("type");
        for (var form : List.of("sms", "none")) {
            assertThat(schema("messaging.send-requests.v1").accepts(least.put("fallback", form)))
                    .isTrue();
        }
        assertThat(schema("messaging.send-requests.v1").accepts(least.put("fallback", "fax")))
                .isFalse();
    }

    @Test
    void fieldsNobodyKnowsAreValid() {
        for (var sample : Sample.all()) {
            assertThat(schema(sample).accepts(sample.json().put("colour", "blue")))
                    .as(sample.toString())
                    .isTrue();
        }
    }

    /** Every field of every sample is left out, emptied, blanked and given another form: both must judge the same. */
    @ParameterizedTest
    @MethodSource("samples")
    void readerRefusesWhatTheSchemaRefusesAndNothingElse(Sample sample) {
        var json = sample.json();
        var changes = changes(json, json);

        assertThat(changes).hasSizeGreaterThan(9);
        assertThat(changes.stream()
                        .filter(change ->
                                isRead(sample, change.value()) != schema(sample).accepts(change.value()))
                        .map(Change::what))
                .isEmpty();
    }

    private record Change(String what, JsonNode value) {}

    private static List<Change> changes(ObjectNode whole, ObjectNode part) {
        var changes = new ArrayList<Change>();
        for (var name : List.copyOf(part.propertyNames())) {
            var value = part.get(name);
            if (value instanceof ObjectNode object && !OPAQUE.contains(name)) {
                changes(whole, object)
                        .forEach(inner -> changes.add(new Change(name + "." + inner.what(), inner.value())));
            }
            for (var other : others(name, value)) {
                part.set(name, other);
                changes.add(new Change(name + "=" + other, whole.deepCopy()));
            }
            part.remove(name);
            changes.add(new Change(name + " left out", whole.deepCopy()));
            part.set(name, value);
        }
        return changes;
    }

    private static List<JsonNode> others(String name, JsonNode value) {
        if (OPAQUE.contains(name)) {
            return List.of();
        }
        // One that is no word at all counts as missing.
        return name.equals("type") ? List.of(NODES.stringNode(""), NODES.numberNode(7)) : others(value);
    }

    private static List<JsonNode> others(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING ->
                List.of(NODES.stringNode(""), NODES.stringNode(" "), NODES.numberNode(7), NODES.objectNode());
            case NUMBER -> List.of(NODES.stringNode("7"), NODES.booleanNode(true), NODES.arrayNode());
            case BOOLEAN -> List.of(NODES.stringNode("true"), NODES.numberNode(1), NODES.objectNode());
            case ARRAY, OBJECT -> List.of(NODES.stringNode("seven"), NODES.numberNode(7));
            default -> List.of();
        };
    }

    private static boolean isRead(Sample sample, JsonNode value) {
        try {
            return Wire.read(Wire.JSON.writeValueAsBytes(value), sample.topic().family()) instanceof Reading.Known;
        } catch (CannotWork e) {
            return false;
        }
    }

    private static Map<String, Class<?>> described(TopicSchema schema) {
        var described = new HashMap<String, Class<?>>(PARTS);
        Stream.of(schema.topic().family(), Content.class)
                .flatMap(family -> Arrays.stream(family.getPermittedSubclasses()))
                .forEach(type ->
                        described.put(type.getAnnotation(JsonTypeName.class).value(), type));
        described.keySet().retainAll(names(schema.json().get("$defs")));
        return described;
    }

    private static Set<String> names(JsonNode object) {
        var names = new HashSet<>(object.propertyNames());
        names.remove("type");
        return names;
    }

    private static Set<String> required(JsonNode definition) {
        return stream(definition.get("required"))
                .map(JsonNode::asString)
                .filter(name -> !name.equals("type"))
                .collect(toSet());
    }

    private static List<String> words(String topic, String pointer) {
        return stream((ArrayNode) schema(topic).json().at(pointer))
                .map(JsonNode::asString)
                .toList();
    }

    private static <T> List<String> wireNames(T[] values, Function<T, String> wireName) {
        return Arrays.stream(values).map(wireName).toList();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static TopicSchema schema(Sample sample) {
        return schema(sample.topic().name());
    }

    private static TopicSchema schema(String topic) {
        return Objects.requireNonNull(SCHEMAS.get(topic));
    }
}
