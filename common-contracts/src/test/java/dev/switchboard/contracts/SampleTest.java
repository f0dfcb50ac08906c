package dev.switchboard.contracts;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.switchboard.contracts.inbound.MessageReceived;
import dev.switchboard.contracts.inbound.ReceivedContent;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.ConversationId;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.SendRequest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The stored samples freeze the wire format: what was once written stays readable and is written the same. */
class SampleTest {

    /** Fields whose values belong to somebody, with everything inside them. */
    private static final Set<String> PERSONAL = Set.of(
            "from",
            "to",
            "ours",
            "contact",
            "caller",
            "sender",
            "content",
            "fallback",
            "metadata",
            "raw",
            "qr",
            "body",
            "query",
            "path");

    static List<Sample> samples() {
        return Sample.all();
    }

    static List<Topic<?>> topics() {
        return Sample.TOPICS.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sampleReadAndWrittenIsTheSame(Sample sample) {
        assertThat(Wire.JSON.readTree(Wire.write(sample.event()))).isEqualTo(sample.json());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sampleIsOfTheTypeItsFileIsNamedBy(Sample sample) {
        assertThat(sample.event().getClass().getSimpleName()).isEqualTo(sample.type());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void eventReadTwiceIsEqual(Sample sample) {
        assertThat(sample.event()).isEqualTo(sample.event()).hasSameHashCodeAs(sample.event());
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyTypeOfATopicHasASampleAndIsNamedByItsClass(Topic<?> topic) {
        assertThat(Sample.of(topic).stream().map(Sample::type).collect(toSet())).isEqualTo(typeNames(topic.family()));
        assertThat(topic.family().getPermittedSubclasses())
                .allSatisfy(type -> assertThat(type.isRecord()).isTrue())
                .allSatisfy(type -> assertThat(
                                type.getAnnotation(JsonTypeName.class).value())
                        .isEqualTo(type.getSimpleName()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void eventPrintsAndIsKeyedByNothingPersonal(Sample sample) {
        var personal = new HashSet<String>();
        var open = new HashSet<String>();
        sort(false, sample.json(), personal, open);
        personal.removeAll(open);

        assertThat(personal).allSatisfy(value -> {
            assertThat(sample.event().toString()).doesNotContain(value);
            assertThat(sample.event().key()).doesNotContain(value);
        });
    }

    @ParameterizedTest
    @MethodSource("samples")
    void partOfAnEventPrintsNothingPersonal(Sample sample) {
        var said = new HashSet<String>();
        sort(true, sample.json().path("content"), said, new HashSet<>());
        said.removeAll(Set.of("text", "image", "document", "template", "location", "button", "media", "order_update"));
        said.removeIf(value -> value.startsWith("HX"));

        assertThat(parts(sample.event()))
                .allSatisfy(part ->
                        assertThat(said).allSatisfy(value -> assertThat(part).doesNotContain(value)));
    }

    @Test
    void sampleIdsAreDerivedAsTheContractSays() {
        var received = Sample.named(Sample.TOPICS.inbound(), "MessageReceived").json();

        assertThat(received.get("messageId").asString())
                .isEqualTo(MessageId.elsewhere(
                                Provider.TWILIO,
                                received.get("account").asString(),
                                received.get("providerId").asString())
                        .toString());
        assertThat(received.get("conversationId").asString())
                .isEqualTo(ConversationId.between(
                                Channel.WHATSAPP,
                                new Address(received.get("ours").asString()),
                                new Address(received.at("/contact/address").asString()))
                        .toString());
    }

    private static Set<String> typeNames(Class<?> family) {
        return Arrays.stream(family.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .collect(toSet());
    }

    private static List<String> parts(Event event) {
        return switch (event) {
            case SendRequest request -> List.of(request.content().toString());
            case MessageReceived received -> partsOf(received.content());
            default -> List.of();
        };
    }

    private static List<String> partsOf(ReceivedContent content) {
        return Stream.of(content, content.media(), content.location(), content.choice())
                .map(String::valueOf)
                .toList();
    }

    private static void sort(boolean isPersonal, JsonNode node, Set<String> personal, Set<String> open) {
        switch (node) {
            case ObjectNode object ->
                object.properties()
                        .forEach(field -> sort(
                                isPersonal || PERSONAL.contains(field.getKey()), field.getValue(), personal, open));
            case ArrayNode array -> array.forEach(item -> sort(isPersonal, item, personal, open));
            default -> {
                if (node.asString().codePointCount(0, node.asString().length()) > 3 || isEmoji(node.asString())) {
                    (isPersonal ? personal : open).add(node.asString());
                }
            }
        }
    }

    private static boolean isEmoji(String text) {
        return text.codePoints().anyMatch(Character::isEmoji)
                && text.codePoints().noneMatch(Character::isDigit);
    }
}
