package dev.switchboard.dispatcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.deadletter.Preview;
import dev.switchboard.contracts.inbound.MessageReceived;
import dev.switchboard.contracts.inbound.ReceivedContent;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Contact;
import dev.switchboard.contracts.message.ConversationId;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.http.DescribedApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What people and programs ask the dispatcher for over HTTP, and what they must bring for it. */
@Timeout(90)
@TestInstance(Lifecycle.PER_CLASS)
class ApiIT implements DescribedApi {

    private static final String READER = "sk_live_reader";
    private static final String REVEALER = "sk_live_revealer";
    private static final String SENDER = "sk_live_sender";
    private static final String ACCOUNT = "AC00000000000000000000000000000000";
    private static final AtomicInteger NEXT = new AtomicInteger(1000);
    private static final Instant NOW = Instant.now();

    private final FakeProvider provider = new FakeProvider();
    private final World world = new World(Map.of(
            "TWILIO_API_URL",
            provider.url().toString(),
            "WHATSAPP_GRAPH_URL",
            provider.url().toString(),
            "WHATSAPP_BUSINESS_ACCOUNT_ID",
            "77",
            "API_KEYS",
            key("reader", "messages:read", READER)
                    + "," + key("revealer", "messages:read+messages:reveal", REVEALER)
                    + "," + key("sender", "messages:read+messages:send", SENDER)));
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterAll
    void end() throws InterruptedException {
        world.close();
        provider.close();
    }

    @Override
    public JsonNode document() {
        try {
            return json(get("/v3/api-docs", null));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/opt-outs, , 401, unauthenticated",
        "/api/v1/messages/0199a1b2-0000-7000-8000-000000000001/attempts, , 401, unauthenticated",
        "/api/v1/messages/0199a1b2-0000-7000-8000-000000000001/attempts, sk_live_reader, 404, not-found",
        "/api/v1/messages/x/attempts, sk_live_reader, 400, invalid-parameter",
        "/api/v1/opt-outs, sk_live_wrong, 401, unauthenticated",
        "/api/v1/opt-outs?limit=0, sk_live_reader, 400, invalid-parameter",
        "/api/v1/opt-outs?cursor=%21, sk_live_reader, 400, invalid-parameter",
        "/api/v1/opt-outs?channel=fax, sk_live_reader, 400, invalid-parameter",
        "/api/v1/templates?provider=pigeon, sk_live_reader, 400, invalid-parameter",
        "/api/v1/media/x/0, sk_live_reader, 400, invalid-parameter",
        "/api/v1/media/0199a1b2-0000-7000-8000-000000000001/0, sk_live_reader, 404, not-found",
        "/api/v1/nothing, sk_live_reader, 404, not-found"
    })
    void saysWhyItRefuses(String path, @Nullable String key, int status, String type) throws Exception {
        var answer = get(path, key);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer).path("type").asString()).isEqualTo("urn:switchboard:problem:" + type);
    }

    @Test
    void namesTheScopeThatIsMissing() throws Exception {
        var answer = post("/api/v1/parked/" + World.anId() + "/resend", READER, "{\"reason\":\"x\"}");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(json(answer).path("detail").asString()).contains("messages:send");
        var preview = post(Preview.PATH, SENDER, "{}");
        assertThat(preview.statusCode()).isEqualTo(403);
        assertThat(json(preview).path("detail").asString()).contains("dlt:replay");
    }

    @Test
    void listsWhoOptedOutPageByPageAndMasked() throws Exception {
        for (var i = 0; i < 3; i++) {
            stop("+1415551" + NEXT.incrementAndGet(), NOW.minusSeconds(i));
        }
        world.awaitInboundRead();

        var first = json(get("/api/v1/opt-outs?channel=sms&limit=2", REVEALER));
        var second = json(get(
                "/api/v1/opt-outs?channel=sms&limit=2&cursor="
                        + first.path("nextCursor").asString(),
                REVEALER));
        assertThat(first.path("items")).hasSize(2);
        assertThat(second.path("items")).hasSize(1);
        assertThat(second.has("nextCursor")).isFalse();
        var contact = first.at("/items/0/contact").asString();
        assertThat(contact).matches("\\+1415551\\d{4}");

        var masked = json(get("/api/v1/opt-outs?contact=" + contact.replace("+", "%2B"), READER));
        assertThat(masked.path("items")).hasSize(1);
        assertThat(masked.at("/items/0/contact").asString()).contains("***");
    }

    @Test
    void listsTemplatesAsTheProvidersTellThem() throws Exception {
        provider.answers("/v1/Content", 200, """
                {"contents":[{"sid":"HXen","friendly_name":"order_update","language":"en"}],
                 "meta":{"key":"contents","page":0,"page_size":500,"next_page_url":null}}
                """);
        provider.answers("/v25.0/77/message_templates", 200, """
                {"data":[{"id":"1","name":"sale","language":"de","status":"APPROVED","category":"MARKETING"}]}
                """);

        var all = json(get("/api/v1/templates", READER));
        assertThat(all.path("items").valueStream().map(item -> item.path("name").asString()))
                .containsExactlyInAnyOrder("order_update", "sale");
        assertThat(all.path("unavailable")).isEmpty();
        assertThat(json(get("/api/v1/templates?provider=meta&name=sale", READER))
                        .at("/items/0/status")
                        .asString())
                .isEqualTo("APPROVED");
    }

    @Test
    void passesOnAFileThatMetaKeeps() throws Exception {
        provider.answers("/v25.0/901", 200, "{\"url\":\"" + provider.url() + "/file/901\"}");
        provider.answers("/file/901", 200, "the picture", Map.of("Content-Type", "image/jpeg"));
        var id = received(Provider.META, new ReceivedContent.Media("901", null, "image/jpeg", null, "a/b.jpg", null));

        var answer = get("/api/v1/media/" + id + "/0", READER);

        assertThat(answer.body()).isEqualTo("the picture");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("image/jpeg");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("inline")
                .contains("a_b.jpg");
        assertThat(provider.asked)
                .filteredOn(asked -> asked.pathAndQuery().equals("/file/901"))
                .singleElement()
                .satisfies(
                        asked -> assertThat(asked.header("Authorization")).isEqualTo("Bearer simulator-access-token"));
    }

    @Test
    void followsTwilioToItsStoreWithoutOurToken() throws Exception {
        var path = "/2010-04-01/Accounts/" + ACCOUNT + "/Messages/MM1/Media/ME1";
        provider.answers(path, 307, "", Map.of("Location", provider.url() + "/store/1"));
        provider.answers("/store/1", 200, "<svg/>", Map.of("Content-Type", "image/svg+xml"));
        var id = received(
                Provider.TWILIO,
                new ReceivedContent.Media(null, provider.url() + path, "image/svg+xml", null, null, null));

        var answer = get("/api/v1/media/" + id + "/0", READER);

        assertThat(answer.body()).isEqualTo("<svg/>");
        // A picture that can run a script is not shown among our pages.
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment");
        assertThat(provider.asked)
                .filteredOn(asked -> asked.pathAndQuery().equals("/store/1"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.headers()).doesNotContainKey("Authorization"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.twilio.com.evil.example/file, 502, provider-unavailable",
        "http://api.twilio.com/file, 502, provider-unavailable",
        "not an address, 410, media-gone"
    })
    void callsNobodyButTheProvider(String url, int status, String type) throws Exception {
        var id = received(Provider.TWILIO, new ReceivedContent.Media(null, url, null, null, null, null));

        var answer = get("/api/v1/media/" + id + "/0", READER);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).path("type").asString()).endsWith(type);
    }

    @Test
    void showsItsTokenToNobodyElseAndFollowsNobodyElsewhere() throws Exception {
        try (var stranger = new FakeProvider()) {
            var path = "/2010-04-01/Accounts/" + ACCOUNT + "/Messages/MM2/Media/ME2";
            provider.answers(path, 307, "", Map.of("Location", stranger.url() + "/inside"));
            var led = received(
                    Provider.TWILIO, new ReceivedContent.Media(null, provider.url() + path, null, null, null, null));
            var named = received(
                    Provider.TWILIO, new ReceivedContent.Media(null, stranger.url() + path, null, null, null, null));
            provider.answers("/v25.0/902", 200, "{\"url\":\"" + stranger.url() + "/file\"}");
            var told = received(Provider.META, new ReceivedContent.Media("902", null, null, null, null, null));

            for (var id : List.of(led, named, told)) {
                assertThat(get("/api/v1/media/" + id + "/0", READER).statusCode())
                        .isEqualTo(502);
            }
            assertThat(stranger.asked).isEmpty();
        }
    }

    @Test
    void sendsAParkedMessageAgainWhenAPersonSaysSoAndRemembersWho() throws Exception {
        provider.answers("/2010-04-01/Accounts/" + ACCOUNT + "/Messages.json", 500, "{}");
        var id = World.anId();
        world.ask(Requests.whatsapp(id, "+14155550100"));
        world.awaitState(id, "uncertain");
        world.ledger
                .sql("update sends set state = 'parked' where message_id = :id")
                .param("id", id.value())
                .update();
        assertThat(json(get("/api/v1/parked", READER))
                        .path("items")
                        .valueStream()
                        .map(item -> item.path("messageId").asString()))
                .contains(id.toString());
        var path = "/api/v1/parked/" + id + "/resend";
        assertThat(json(post(path, SENDER, "{}")).at("/errors/0/pointer").asString())
                .isEqualTo("/reason");

        provider.answers(
                "/2010-04-01/Accounts/" + ACCOUNT + "/Messages.json", 201, "{\"sid\":\"SM1\",\"account_sid\":\"AC1\"}");
        assertThat(post(path, SENDER, "{\"reason\":\"nothing came\"}").statusCode())
                .isEqualTo(202);

        world.awaitStory(id, "Queued Uncertain Deferred Accepted");
        assertThat(world.ledger
                        .sql("select by_whom || ': ' || reason from resends where message_id = :id")
                        .param("id", id.value())
                        .query(String.class)
                        .list())
                .containsExactly("sender: nothing came");
        var again = post(path, SENDER, "{\"reason\":\"once more\"}");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(json(again).path("type").asString()).endsWith("not-parked");
        assertThat(post("/api/v1/parked/" + World.anId() + "/resend", SENDER, "{\"reason\":\"x\"}")
                        .statusCode())
                .isEqualTo(404);
    }

    private void stop(String contact, Instant at) {
        receive(World.anId(), Provider.TWILIO, contact, ReceivedContent.text("STOP"), at);
    }

    private MessageId received(Provider from, ReceivedContent.Media media) {
        var id = World.anId();
        var content = new ReceivedContent("image", null, List.of(media), null, null);
        receive(id, from, "+1415551" + NEXT.incrementAndGet(), content, NOW);
        world.awaitInboundRead();
        return id;
    }

    private void receive(MessageId id, Provider from, String contact, ReceivedContent content, Instant at) {
        var ours = new Address("+15550002222");
        var theirs = new Address(contact);
        world.receive(new MessageReceived(
                id,
                ConversationId.between(Channel.SMS, ours, theirs),
                from,
                ACCOUNT,
                Channel.SMS,
                ours,
                Contact.phone(theirs, null),
                "SM" + id,
                content,
                null,
                at,
                null));
    }

    private HttpResponse<String> get(String path, @Nullable String key) throws IOException, InterruptedException {
        return http.send(request(path, key).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String key, String body) throws IOException, InterruptedException {
        var request = request(path, key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, @Nullable String key) {
        var request = HttpRequest.newBuilder(URI.create(world.url() + path));
        return key == null ? request : request.header("X-Api-Key", key);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Wire.JSON.readTree(answer.body());
    }

    private static String key(String name, String scopes, String key) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
            return name + ":" + scopes + ":" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
