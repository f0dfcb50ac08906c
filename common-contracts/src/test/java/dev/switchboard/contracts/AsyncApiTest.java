package dev.switchboard.contracts;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.request.SendCommand;
import dev.switchboard.contracts.request.SendRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What asyncapi.yaml tells the world is what {@link Topics} declares and the schemas say. */
class AsyncApiTest {

    private static final Path FILE = Path.of("asyncapi.yaml");
    private static final Topics PRODUCTION = new Topics("", new Topic.Shape(12, (short) 3));
    private static final Pattern KCAT = Pattern.compile(
            "id=\\$\\(\\{ uuidgen .*\\); echo '(\\{.*})' \\| kcat -P .* -t (\\S+) -X partitioner=murmur2_random -k \\$id");

    private final JsonNode api = new YAMLMapper().readTree(FILE.toFile());

    static List<Topic<?>> topics() {
        return PRODUCTION.all();
    }

    @Test
    void channelsAreTheTopicsAndTheirDeadLetters() {
        assertThat(channels().keySet())
                .isEqualTo(Stream.concat(
                                PRODUCTION.all().stream().map(Topic::name),
                                Stream.of("{topic}.{group}.dlt", "{topic}.{group}.parked"))
                        .collect(toSet()));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void channelTellsReadersAndSettings(Topic<?> topic) {
        var channel = channel(topic.name());
        var declared = Arrays.stream(PRODUCTION.declarations())
                .filter(one -> one.name().equals(topic.name()))
                .findFirst()
                .orElseThrow();
        var kafka = channel.at("/bindings/kafka");

        assertThat(texts(channel.get("x-readers")))
                .containsExactlyElementsOf(
                        topic.readers().stream().map(ConsumerGroup::id).toList());
        assertThat(kafka.get("topic").asString()).isEqualTo(topic.name());
        assertThat(kafka.get("partitions").asInt()).isEqualTo(declared.numPartitions());
        assertThat(kafka.get("replicas").asInt()).isEqualTo(declared.replicationFactor());
        assertThat(settings(kafka.get("topicConfiguration"))).isEqualTo(declared.configs());
    }

    @ParameterizedTest
    @MethodSource("topics")
    void channelCarriesTheTypesOfItsFamilyByTheirSchemas(Topic<?> topic) {
        var messages = channel(topic.name()).get("messages");
        var types = Arrays.stream(topic.family().getPermittedSubclasses())
                .map(Class::getSimpleName)
                .collect(toSet());

        assertThat(Set.copyOf(messages.propertyNames())).isEqualTo(types);
        for (var type : types) {
            var message = resolved(messages.get(type));
            assertThat(message.get("title").asString()).isEqualTo(type);
            assertThat(message.get("name").asString()).isEqualTo("dev.switchboard." + type);
            assertThat(message.at("/payload/schema/$ref").asString())
                    .isEqualTo("./src/main/resources/dev/switchboard/contracts/schema/%s.json#/$defs/%s"
                            .formatted(topic.name(), type));
            assertThat(Files.exists(Path.of(
                            message.at("/payload/schema/$ref").asString().split("#")[0])))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("topics")
    void examplesAreValidAndReadable(Topic<?> topic) {
        for (var message : channel(topic.name()).get("messages")) {
            assertThat(resolved(message).get("examples")).isNotEmpty().allSatisfy(example -> {
                var payload = example.get("payload");
                assertThat(TopicSchema.of(topic).accepts(payload)).isTrue();
                assertThat(Wire.read(Wire.JSON.writeValueAsBytes(payload), topic.family()))
                        .isInstanceOf(Reading.Known.class);
            });
        }
    }

    @Test
    void deadLetterTopicsAreNamedAsTheyAreDeclared() {
        var parameters = api.at("/components/parameters");

        assertThat(texts(parameters.at("/group/enum")))
                .containsExactlyElementsOf(Arrays.stream(ConsumerGroup.values())
                        .map(ConsumerGroup::id)
                        .toList());
        assertThat(texts(parameters.at("/topic/enum")))
                .containsExactlyElementsOf(PRODUCTION.all().stream()
                        .filter(topic -> !topic.readers().isEmpty())
                        .map(Topic::name)
                        .toList());
        assertThat(Arrays.stream(PRODUCTION.declarations()).map(NewTopic::name))
                .contains("{topic}.{group}.dlt"
                        .replace("{topic}", "messaging.status.v1")
                        .replace("{group}", "fallback-service"));
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(api.findValuesAsString("$ref").stream().filter(ref -> ref.startsWith("#")))
                .isNotEmpty()
                .allSatisfy(ref -> assertThat(api.at(ref.substring(1)).isMissingNode())
                        .as(ref)
                        .isFalse());
    }

    @Test
    void everyOperationHasItsChannelAndEveryChannelItsOperation() {
        assertThat(api.get("operations").properties().stream()
                        .map(operation ->
                                operation.getValue().at("/channel/$ref").asString())
                        .collect(toSet()))
                .isEqualTo(api.get("channels").propertyNames().stream()
                        .map(name -> "#/channels/" + name)
                        .collect(toSet()));
    }

    /** The line was run as it stands against a broker; here it is kept from going stale. */
    @Test
    void kcatLineWritesARequestThatIsUnderstood() throws IOException {
        var line = KCAT.matcher(Files.readString(FILE));
        assertThat(line.find()).isTrue();
        var id = "0199ab12-7c00-7d3e-8f10-5a6b7c8d9e0f";
        var value = line.group(1).replace("'$id'", id);

        var read = Wire.read(value.getBytes(StandardCharsets.UTF_8), SendCommand.class);

        assertThat(((Reading.Known<SendCommand>) read).event())
                .isInstanceOf(SendRequest.class)
                .extracting(SendCommand::key)
                .isEqualTo(id);
        assertThat(line.group(2)).isEqualTo(PRODUCTION.sendRequests().name());
    }

    private Map<String, JsonNode> channels() {
        return api.get("channels").properties().stream()
                .map(Map.Entry::getValue)
                .collect(toMap(channel -> channel.get("address").asString(), channel -> channel));
    }

    private JsonNode channel(String address) {
        return Objects.requireNonNull(channels().get(address), address);
    }

    private JsonNode resolved(JsonNode node) {
        return api.at(node.get("$ref").asString().substring(1));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    private static Map<String, String> settings(JsonNode object) {
        return object.properties().stream()
                .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().asString()));
    }
}
