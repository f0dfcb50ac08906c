package dev.switchboard.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Topic.Shape;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.deadletter.Effect;
import dev.switchboard.contracts.deadletter.Effect.Kind;
import dev.switchboard.contracts.deadletter.Preview;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.unreadable.UnreadableEvent.UnreadableWebhook;
import dev.switchboard.infrastructure.Infrastructure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RedecodeIT {

    private static final String BROKER = Infrastructure.forTests().bootstrapServers();
    private static final String PREFIX = "redecode-" + UUID.randomUUID() + ".";
    private static final Topics TOPICS = new Topics(PREFIX, new Shape(2, (short) 1));
    private static final Instant WHEN_IT_CAME = Instant.parse("2026-11-20T10:00:00Z");
    private static RunningIngress ingress;

    @BeforeAll
    static void start() {
        ingress = new RunningIngress(BROKER, PREFIX).awaitReady();
    }

    @AfterAll
    static void stop() {
        ingress.close();
    }

    @Test
    void readsAgainWhatWasPutBackUnderTheIdsItHadAsAWebhook() {
        var body = Fixtures.read("meta/several-numbers.json");
        assertThat(ingress.postSignedByMeta(RunningIngress.APP_SECRET, body).statusCode())
                .isEqualTo(200);
        var asWebhook = ids("messaging.inbound.v1");

        putBack(kept(Provider.META, "/api/whatsapp/webhook", null, "application/json", body));
        putBack(kept(Provider.META, "/api/whatsapp/webhook", null, "application/json", body));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(ids("messaging.inbound.v1")).hasSize(3 * asWebhook.size()));
        assertThat(ids("messaging.inbound.v1")).containsOnlyElementsOf(asWebhook);
    }

    @Test
    void takesAFormInTheQueryForACallByGetAndItsTimeForTheTimeItCame() {
        var form = new String(Fixtures.read("twilio/status-delivered.form"), UTF_8);

        putBack(kept(Provider.TWILIO, "/api/webhooks/status", form, null, new byte[0]));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Published.on(BROKER, PREFIX + "messaging.status.v1"))
                        .anySatisfy(record -> assertThat(Published.value(record))
                                .contains("\"occurredAt\":\"2026-11-20T10:00:00Z\"")));
    }

    @Test
    void putsAsideWhatFailsAgainAndKeepsWhatCanBeReadOfIt() {
        var half = Fixtures.read("meta/message-beside-an-unreadable-one.json");

        putBack(kept(Provider.META, "/api/whatsapp/webhook", null, "application/json", half));
        putBack(kept(Provider.META, "/api/elsewhere", null, "application/json", half));
        putBack(kept(Provider.GATEWAY, "/api/whatsapp/webhook/shop", null, "application/json", "{".getBytes(UTF_8)));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(reasons())
                        .contains(
                                "entry[0].changes[0].value.messages[0].id is missing; "
                                        + "entry[0].changes[0].value.statuses[0].status is not one of ours",
                                "path is none at which this provider's webhooks arrive",
                                "the body is not JSON"));
        assertThat(Published.on(BROKER, PREFIX + "messaging.inbound.v1"))
                .anySatisfy(record -> assertThat(Published.value(record)).contains("wamid.B"));
        assertThat(Published.on(BROKER, PREFIX + "messaging.unreadable.v1")).isEmpty();
    }

    @Test
    void saysWhatAWebhookWouldBecomeAndPublishesNothing() {
        var body = Fixtures.read("meta/several-numbers.json");
        var half = Fixtures.read("meta/message-beside-an-unreadable-one.json");
        var before = Published.on(BROKER, PREFIX + "messaging.inbound.v1").size();

        var effects = effects(
                kept(Provider.META, "/api/whatsapp/webhook", null, "application/json", body),
                kept(Provider.META, "/api/whatsapp/webhook", null, "application/json", half),
                kept(Provider.META, "/api/elsewhere", null, "application/json", body),
                kept(Provider.META, "/api/whatsapp/webhook", null, "application/json", "{".getBytes(UTF_8)));

        assertThat(effects).extracting(Effect::kind).containsExactly(Kind.READ, Kind.READ, Kind.DIES, Kind.DIES);
        assertThat(effects.get(0).detail()).contains("on " + PREFIX + "messaging.inbound.v1");
        assertThat(effects.get(1).detail())
                .contains("not all of it: entry[0].changes[0].value.messages[0].id is missing");
        assertThat(effects.get(2).detail()).contains("path is none at which");
        assertThat(effects.get(3).detail()).contains("the body is not JSON");
        assertThat(Published.on(BROKER, PREFIX + "messaging.inbound.v1")).hasSize(before);
    }

    private static List<Effect> effects(UnreadableWebhook... kept) {
        var letters = Stream.of(kept)
                .map(one -> TOPICS.redecode().record(one, envelope()))
                .map(record -> new ProducerRecord<>(
                        record.topic(),
                        null,
                        WHEN_IT_CAME.toEpochMilli(),
                        record.key(),
                        record.value(),
                        record.headers()))
                .map(Preview.Letter::of)
                .toList();
        var body = Wire.JSON.writeValueAsString(new Preview(TOPICS.redecode().name(), letters));
        var answer = ingress.post(Preview.PATH, "application/json", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Wire.JSON.readValue(answer.body(), Preview.Answer.class).effects();
    }

    private static Envelope envelope() {
        return new Envelope(UUID.randomUUID().toString(), "test", WHEN_IT_CAME, null, null);
    }

    private static List<String> reasons() {
        return Published.on(BROKER, PREFIX + "messaging.redecode.v1.ingress-service.dlt").stream()
                .flatMap(record -> Published.headers(record, "kafka_dlt-exception-message").stream())
                .toList();
    }

    private static List<String> ids(String topic) {
        return Published.on(BROKER, PREFIX + topic).stream().map(RedecodeIT::id).toList();
    }

    private static String id(ConsumerRecord<byte[], byte[]> record) {
        return Published.headers(record, "ce_id").getFirst();
    }

    private static UnreadableWebhook kept(
            Provider provider, String path, String query, String contentType, byte[] body) {
        return new UnreadableWebhook(provider, path, query, contentType, body, "nobody could", WHEN_IT_CAME);
    }

    private static void putBack(UnreadableWebhook kept) {
        var bytes = new ByteArraySerializer();
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", BROKER), bytes, bytes)) {
            producer.send(TOPICS.redecode().record(kept, envelope()));
        }
    }
}
