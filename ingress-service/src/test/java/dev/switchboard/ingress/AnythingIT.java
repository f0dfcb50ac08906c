package dev.switchboard.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.infrastructure.Infrastructure;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever comes in: only the agreed answers come out, and nothing is published unless it is authentic. */
class AnythingIT {

    /** The last is for who proves nothing too often. */
    private static final Set<Integer> REFUSED = Set.of(400, 401, 403, 405, 413, 415, 429);

    private static final List<String> TWILIO = List.of(
            "/api/v1/whatsapp/webhook",
            "/api/webhooks/whatsapp",
            "/api/webhooks/sms",
            "/api/v1/whatsapp/status",
            "/api/webhooks/twilio/message-status",
            "/api/webhooks/status",
            "/api/webhooks/voice",
            "/api/webhooks/voice/status");

    private static final List<String> TOPICS = List.of(
            "messaging.inbound.v1",
            "messaging.status.v1",
            "messaging.account.v1",
            "messaging.unreadable.v1",
            "messaging.send-requests.v1");

    private static final String PREFIX = "anything-" + UUID.randomUUID() + ".";
    private static RunningIngress ingress;
    private static RawHttp wire;
    private static Ends ends;

    @BeforeContainer
    static void start() {
        ingress = new RunningIngress(Infrastructure.forTests().bootstrapServers(), PREFIX).awaitReady();
        wire = new RawHttp(URI.create(ingress.origin()));
        ends = new Ends(
                Infrastructure.forTests().bootstrapServers(),
                TOPICS.stream().map(PREFIX::concat).toList());
    }

    @AfterContainer
    static void stop() {
        ends.close();
        ingress.close();
    }

    @Provide
    Arbitrary<String> routes() {
        var sessions = Arbitraries.of(
                        "shop", "%zz", "%", "%00", "..", "a;b=c", "%2e%2e", "x".repeat(300), "%C3%A4", "+")
                .map(session -> "/api/whatsapp/webhook/" + session);
        return Arbitraries.oneOf(Arbitraries.of(TWILIO), Arbitraries.just("/api/whatsapp/webhook"), sessions);
    }

    @Provide
    Arbitrary<String> queries() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "", "?", "?mid=1", "?hub.mode=subscribe&hub.challenge=1&hub.verify_token=x", "?a=%zz&&=&%"),
                Arbitraries.strings().withCharRange('!', 'ÿ').ofMaxLength(20).map(text -> "?" + text));
    }

    @Provide
    Arbitrary<byte[]> bodies() {
        return Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(200),
                Mutations.ofForm(),
                Mutations.ofJson("meta"),
                Mutations.ofJson("gateway"));
    }

    @Provide
    Arbitrary<Map<String, String>> headers() {
        var values = Arbitraries.oneOf(
                Arbitraries.of(
                        "", "sha256=", "sha256=00", "AAAA", "application/json", "application/x-www-form-urlencoded"),
                Arbitraries.strings().withCharRange(' ', 'ÿ').ofMaxLength(30));
        var names = Arbitraries.of(
                "X-Twilio-Signature",
                "X-Hub-Signature-256",
                "X-Webhook-Signature",
                "X-Webhook-Hmac",
                "X-Webhook-Timestamp",
                "x-api-key",
                "Content-Type",
                "Content-Encoding",
                "traceparent",
                "X-Forwarded-Host",
                "Origin",
                "Expect");
        return Arbitraries.maps(names, values).ofMaxSize(4);
    }

    @Property(tries = 400, shrinking = ShrinkingMode.BOUNDED)
    void refusesWhateverProvesNothingAndPublishesNoneOfIt(
            @ForAll("routes") String route,
            @ForAll("queries") String query,
            @ForAll("headers") Map<String, String> headers,
            @ForAll("bodies") byte[] body) {
        var before = published();

        var status = wire.call("POST", route + query, headers, body);

        assertThat(REFUSED).contains(status);
        assertThat(published()).isEqualTo(before);
    }

    @Property(tries = 150)
    void answersEveryMethodWithoutPublishing(
            @ForAll("methods") String method,
            @ForAll("routes") String route,
            @ForAll("queries") String query,
            @ForAll("bodies") byte[] body) {
        var before = published();

        var status = wire.call(method, route + query, Map.of(), body);

        assertThat(status == 200 || REFUSED.contains(status))
                .as(method + " " + status)
                .isTrue();
        assertThat(published()).isEqualTo(before);
    }

    @Provide
    Arbitrary<String> methods() {
        return Arbitraries.of("GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get");
    }

    @Property(tries = 300)
    void takesWhateverTwilioSignedAndKeepsIt(@ForAll("twilioRoutes") String route, @ForAll("forms") byte[] form) {
        assertKept(() -> wire.call(
                "POST",
                route,
                Map.of(
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "X-Twilio-Signature",
                        Signing.twilio(RunningIngress.TWILIO_TOKEN, RunningIngress.PUBLIC_BASE + route, form)),
                form));
    }

    @Provide
    Arbitrary<String> twilioRoutes() {
        return Arbitraries.of(TWILIO);
    }

    @Provide
    Arbitrary<byte[]> forms() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, Mutations.ofForm()),
                Tuple.of(2, Mutations.ofBytes("twilio")),
                Tuple.of(1, Arbitraries.bytes().array(byte[].class).ofMaxSize(60)));
    }

    @Property(tries = 300)
    void takesWhateverMetaSignedAndKeepsIt(@ForAll("metaBodies") byte[] body) {
        assertKept(() -> wire.call(
                "POST",
                "/api/whatsapp/webhook",
                Map.of(
                        "Content-Type",
                        "application/json",
                        "X-Hub-Signature-256",
                        "sha256=" + Signing.hex("HmacSHA256", RunningIngress.APP_SECRET, body)),
                body));
    }

    @Provide
    Arbitrary<byte[]> metaBodies() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, Mutations.ofJson("meta")),
                Tuple.of(1, Mutations.ofBytes("meta")),
                Tuple.of(1, Arbitraries.bytes().array(byte[].class).ofMaxSize(60)));
    }

    @Property(tries = 300)
    void takesWhateverAGatewaySignedAndKeepsIt(@ForAll("gatewayBodies") byte[] body) {
        assertKept(() -> wire.call(
                "POST",
                "/api/whatsapp/webhook/shop",
                Map.of(
                        "Content-Type",
                        "application/json",
                        "X-Webhook-Signature",
                        "sha256=" + Signing.hex("HmacSHA256", RunningIngress.GATEWAY_SECRET, body)),
                body));
    }

    @Provide
    Arbitrary<byte[]> gatewayBodies() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, Mutations.ofJson("gateway")),
                Tuple.of(1, Mutations.ofBytes("gateway")),
                Tuple.of(1, Arbitraries.bytes().array(byte[].class).ofMaxSize(60)));
    }

    private interface Call {
        int answer();
    }

    private static void assertKept(Call call) {
        var before = published();
        assertThat(call.answer()).isEqualTo(200);
        assertThat(published()).isGreaterThan(before);
    }

    private static long published() {
        return ends.sum();
    }
}
