package dev.switchboard.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import dev.switchboard.contracts.inbound.CallProgressed;
import dev.switchboard.contracts.inbound.CallReceived;
import dev.switchboard.contracts.inbound.InboundEvent;
import dev.switchboard.contracts.inbound.SessionChanged;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Provider;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What comes in beside messages, in whatever order it does. */
class InboundIT {

    private static RunningStatus status;
    private static Wiretap wire;
    private static WebTestClient api;

    @BeforeAll
    static void start() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
        status = RunningStatus.start("--STATUS_QR_SHOWN_FOR=20s");
        wire = Wiretap.on(status);
        api = WebTestClient.bindToServer()
                .baseUrl(status.address())
                .responseTimeout(Duration.ofSeconds(30))
                .build();
    }

    @AfterAll
    static void stop() {
        wire.close();
        status.close();
    }

    @Test
    void aCallEndsTheSameInWhateverOrderItsNewsCome() {
        var one = "CA" + UUID.randomUUID();
        var other = "CA" + UUID.randomUUID();
        say(received(one), progressed(one, "in-progress", 2, null), progressed(one, "completed", 3, 42));
        say(
                progressed(other, "completed", 3, 42),
                received(other),
                progressed(other, "in-progress", 2, null),
                received(other));

        for (var id : List.of(one, other)) {
            await().untilAsserted(() -> {
                var call = body("/api/v1/calls/" + id);
                assertThat(JsonPath.<String>read(call, "$.progress")).isEqualTo("completed");
                assertThat(JsonPath.<List<String>>read(call, "$.steps[*].progress"))
                        .containsExactly("ringing", "in-progress", "completed");
                assertThat(JsonPath.<Integer>read(call, "$.durationSeconds")).isEqualTo(42);
                assertThat(JsonPath.<String>read(call, "$.caller")).isEqualTo("+14155550142");
                assertThat(JsonPath.<String>read(call, "$.beganAt")).isEqualTo("2026-11-21T10:00:00Z");
            });
        }
        assertThat(body("/api/v1/calls")).contains(one, other);
        await().untilAsserted(() -> {
            assertThat(changeIds(one).getLast()).isEqualTo(one + ":completed");
            assertThat(changeIds(one)).doesNotHaveDuplicates();
            assertThat(changeIds(other)).containsExactly(other + ":completed");
        });
    }

    @Test
    void callsArePagedNewestFirst() {
        var ids = Stream.generate(() -> "CA" + UUID.randomUUID()).limit(3).toList();
        ids.forEach(id -> say(received(id)));
        await().untilAsserted(() -> assertThat(body("/api/v1/calls?limit=200")).contains(ids));

        var all = JsonPath.<List<String>>read(body("/api/v1/calls?limit=200"), "$.items[*].id");
        var first = body("/api/v1/calls?limit=1");
        var next = body("/api/v1/calls?limit=1&cursor=" + JsonPath.<String>read(first, "$.nextCursor"));
        assertThat(JsonPath.<String>read(first, "$.items[0].id")).isEqualTo(all.getFirst());
        assertThat(JsonPath.<String>read(next, "$.items[0].id")).isEqualTo(all.get(1));
    }

    @Test
    void aSessionIsWhatItsLatestNewsSay() {
        var id = "session-" + UUID.randomUUID();
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        say(session(id, "ready", null, null, null, now.minusSeconds(1)));
        say(session(id, "loading", null, 99, "almost", now.minusSeconds(2)));
        say(session(id, "auth_failure", null, null, "the phone said no", now.minusSeconds(9)));

        await().untilAsserted(() -> {
            var session = body("/api/v1/sessions/" + id);
            assertThat(JsonPath.<String>read(session, "$.state")).isEqualTo("ready");
            assertThat(JsonPath.<String>read(session, "$.status")).isEqualTo("session_connected");
            assertThat(JsonPath.<Boolean>read(session, "$.isConnected")).isTrue();
            assertThat(JsonPath.<Boolean>read(session, "$.hasError")).isFalse();
            assertThat(JsonPath.<String>read(session, "$.lastError.reason")).isEqualTo("the phone said no");
        });

        say(session(id, "loading", null, 12, null, now));
        await().untilAsserted(() -> {
            var session = body("/api/v1/sessions/" + id);
            assertThat(JsonPath.<Boolean>read(session, "$.isLoading")).isTrue();
            assertThat(JsonPath.<Integer>read(session, "$.percent")).isEqualTo(12);
        });
        assertThat(JsonPath.<Integer>read(body("/api/v1/sessions"), "$.summary.total"))
                .isPositive();
        await().untilAsserted(() -> assertThat(changeIds(id))
                .containsExactly(
                        id + ":ready:" + now.minusSeconds(1).toEpochMilli(), id + ":loading:" + now.toEpochMilli()));
    }

    @Test
    void aQrCodeIsShownWhileAPhoneTakesItAndGoesNowhereElse() {
        var id = "session-" + UUID.randomUUID();
        var code = "2@" + UUID.randomUUID();
        say(session(id, "qr", code, null, null, Instant.now()));

        await().untilAsserted(() -> assertThat(JsonPath.<String>read(body("/api/v1/sessions/" + id), "$.qr.text"))
                .isEqualTo(code));
        assertThat(body("/api/v1/sessions")).contains(id).doesNotContain(code);
        await().untilAsserted(() -> assertThat(changeIds(id)).hasSize(1));
        assertThat(changes(id)).noneMatch(value -> value.contains(code));

        var old = "session-" + UUID.randomUUID();
        say(session(old, "qr", code, null, null, Instant.now().minusSeconds(21)));
        await().untilAsserted(() -> assertThat(body("/api/v1/sessions/" + old)).contains("\"needsQR\":true"));
        assertThat(body("/api/v1/sessions/" + old)).doesNotContain(code);
    }

    private static CallReceived received(String id) {
        return new CallReceived(id, Provider.TWILIO, "AC1", News.OURS, new Address("+14155550142"), News.at(0), null);
    }

    private static CallProgressed progressed(String id, String progress, int sequence, @Nullable Integer seconds) {
        return new CallProgressed(
                id, Provider.TWILIO, "AC1", progress, sequence, seconds, News.at(sequence * 10), null);
    }

    private static SessionChanged session(
            String id,
            String state,
            @Nullable String qr,
            @Nullable Integer percent,
            @Nullable String reason,
            Instant at) {
        return new SessionChanged(id, Provider.GATEWAY, id, state, qr, percent, reason, at, null);
    }

    private static void say(InboundEvent... events) {
        for (var event : events) {
            wire.say(wire.topics().inbound(), event);
        }
    }

    private static List<String> changeIds(String key) {
        return wire.all(wire.topics().changes().name()).stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(key))
                .map(record -> Wiretap.header(record, "ce_id"))
                .toList();
    }

    private static List<String> changes(String key) {
        return wire.all(wire.topics().changes().name()).stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(key))
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private static String body(String path) {
        return String.valueOf(api.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
