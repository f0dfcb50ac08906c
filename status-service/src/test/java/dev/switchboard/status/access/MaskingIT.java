package dev.switchboard.status.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.account.AccountEvent.PreferenceChanged;
import dev.switchboard.contracts.inbound.CallReceived;
import dev.switchboard.contracts.inbound.MessageEdited;
import dev.switchboard.contracts.inbound.ReactionReceived;
import dev.switchboard.contracts.inbound.ReceivedContent;
import dev.switchboard.contracts.inbound.SessionChanged;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.status.News;
import dev.switchboard.status.RunningStatus;
import dev.switchboard.status.Wiretap;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever may read messages, and no more, meets no whole number, no name, no word and no QR code on any path. */
class MaskingIT {

    private static final String SECRET = "a secret of more than thirty-two bytes, for tests";
    private static final String QR = "2@whoever-scans-this-is-us";
    private static final Address ADA = new Address("+14155550142");
    private static final News OUT =
            new News(News.ofSomeMessage().id(), "AC" + UUID.randomUUID(), "SM" + UUID.randomUUID(), ADA);
    private static final List<String> PERSONAL =
            List.of("4155550142", "my secret", "on Friday", "Your parcel", "Ada at", "👍", QR);

    private static final HttpClient http = HttpClient.newHttpClient();
    private static RunningStatus status;
    private static String conversation = "";
    private static String contact = "";
    private static String call = "";
    private static String inbound = "";

    @BeforeAll
    static void tellOfEverything() {
        status = RunningStatus.start(
                "--APP_ENV=production",
                "--JWT_SECRET=" + SECRET,
                "--ERASURE_KEY=a key of this test",
                "--STATUS_QR_SHOWN_FOR=1h");
        try (var wire = Wiretap.on(status)) {
            var theirs = News.received(Channel.WHATSAPP, ADA, "my secret", 1);
            inbound = theirs.messageId().toString();
            conversation = theirs.conversationId().toString();
            call = "CA" + UUID.randomUUID();
            wire.say(wire.topics().inbound(), theirs);
            wire.say(
                    wire.topics().inbound(),
                    new MessageEdited(
                            theirs.messageId(),
                            theirs.conversationId(),
                            theirs.provider(),
                            theirs.account(),
                            theirs.channel(),
                            theirs.ours(),
                            theirs.contact(),
                            theirs.providerId(),
                            ReceivedContent.text("on Friday"),
                            News.at(3),
                            null));
            wire.say(
                    wire.topics().inbound(),
                    new ReactionReceived(
                            theirs.conversationId(),
                            theirs.provider(),
                            theirs.account(),
                            theirs.channel(),
                            theirs.ours(),
                            theirs.contact(),
                            theirs.providerId(),
                            "👍",
                            News.at(4),
                            null));
            wire.say(
                    wire.topics().inbound(),
                    new CallReceived(call, Provider.TWILIO, "AC1", News.OURS, ADA, News.at(2), null));
            wire.say(
                    wire.topics().inbound(),
                    new SessionChanged(
                            "session-7", Provider.GATEWAY, "session-7", "qr", QR, null, null, Instant.now(), null));
            wire.say(
                    wire.topics().account(),
                    new PreferenceChanged(Provider.META, "1", ADA, "marketing_messages", false, News.at(1), null));
            wire.say(wire.topics().sendOutcomes(), OUT.queued(0));
            wire.say(wire.topics().sendOutcomes(), OUT.accepted(1));
            wire.say(wire.topics().status(), OUT.reported(Status.DELIVERED, 2, null));
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(status.sql().sql("""
                        select (select count(*) from message_events) + (select count(*) from amendments)
                             + (select count(*) from calls) + (select count(*) from session_states)
                             + (select count(*) from preferences)
                        """).query(Long.class).single())
                                .isEqualTo(9));
        contact = status.sql()
                .sql("select id::text from contacts")
                .query(String.class)
                .single();
    }

    @AfterAll
    static void stop() {
        status.close();
    }

    private static List<String> paths() {
        return List.of(
                "/api/v1/messages",
                "/api/v1/messages/" + OUT.id(),
                "/api/v1/messages/" + OUT.id() + "/events",
                "/api/v1/messages/" + OUT.id() + "/explain",
                "/api/v1/messages/" + inbound,
                "/api/v1/messages/" + inbound + "/events",
                "/api/v1/messages/" + inbound + "/explain",
                "/api/v1/whatsapp/delivery-status/" + OUT.providerId(),
                "/api/v1/whatsapp/delivery-metrics?startDate=2026-11-21&endDate=2026-11-22",
                "/api/whatsapp/conversations",
                "/api/whatsapp/contact_messages?contact=14155550142",
                "/api/v1/conversations",
                "/api/v1/conversations/" + conversation,
                "/api/v1/conversations/" + conversation + "/messages",
                "/api/v1/contacts?address=14155550142",
                "/api/v1/contacts/" + contact,
                "/api/v1/calls",
                "/api/v1/calls/" + call,
                "/api/v1/sessions",
                "/api/v1/sessions/session-7");
    }

    @Test
    void aReaderMeetsNothingPersonalOnAnyPath() throws Exception {
        for (var path : paths()) {
            var body = get(path, "messages:read");
            assertThat(PERSONAL).as(path).noneMatch(body::contains);
        }
    }

    @Test
    void whoMayRevealSeesItAll() throws Exception {
        var everything = "";
        for (var path : paths()) {
            everything += get(path, "messages:read messages:reveal");
        }
        assertThat(everything).contains("+14155550142", "my secret", "on Friday", "Your parcel", "Ada at", "👍");
        assertThat(everything).doesNotContain(QR);
    }

    @Test
    @Timeout(120)
    void theStreamIsMaskedToo() throws Exception {
        var masked = stream("messages:read");
        assertThat(masked).contains("message.transition", "inbox.message", "call.changed", "session.changed");
        assertThat(PERSONAL).noneMatch(masked::contains);
        assertThat(stream("messages:read messages:reveal")).contains("+14155550142");
    }

    @Test
    void aQrCodeIsShownWithItsScopeAlone() throws Exception {
        assertThat(get("/api/v1/sessions/session-7", "messages:read sessions:qr"))
                .contains(QR);
        assertThat(get("/api/v1/sessions", "messages:read sessions:qr")).doesNotContain(QR);
    }

    @Test
    void answeringAndErasingNeedTheirOwnScopes() throws Exception {
        var reader = "messages:read messages:reveal";
        assertThat(send("POST", "/api/v1/conversations/" + conversation + "/read", reader))
                .isEqualTo(403);
        assertThat(send("POST", "/api/v1/conversations/" + conversation + "/reply", reader))
                .isEqualTo(403);
        assertThat(send("DELETE", "/api/v1/contacts/" + UUID.randomUUID(), reader))
                .isEqualTo(403);
        assertThat(send("DELETE", "/api/v1/contacts/" + UUID.randomUUID(), "contacts:erase"))
                .isEqualTo(404);
        assertThat(send("POST", "/api/v1/conversations/" + conversation + "/read", "inbox:reply"))
                .isEqualTo(200);
    }

    private static String get(String path, String scopes) throws Exception {
        var response = http.send(
                request(path, scopes).GET().build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return response.body();
    }

    private static int send(String method, String path, String scopes) throws Exception {
        return http.send(
                        request(path, scopes)
                                .method(method, HttpRequest.BodyPublishers.ofString("{\"text\":\"hello\"}"))
                                .header("Content-Type", "application/json")
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static HttpRequest.Builder request(String path, String scopes) throws Exception {
        return HttpRequest.newBuilder(URI.create(status.address() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + AccessIT.token(SECRET, scopes));
    }

    /** Everything that has happened, from the beginning of the topic until each kind of change was there. */
    private static String stream(String scopes) throws Exception {
        var response = http.send(
                request("/api/v1/stream", scopes).header("Last-Event-ID", "0.0").build(),
                HttpResponse.BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.submit(() -> untilEachKindWasThere(lines)).get(60, TimeUnit.SECONDS);
        }
    }

    private static String untilEachKindWasThere(BufferedReader lines) throws IOException {
        var text = "";
        while (!Stream.of("message.transition", "inbox.message", "call.changed", "session.changed")
                .allMatch((text + " ")::contains)) {
            text += lines.readLine() + "\n";
        }
        return text + lines.readLine() + lines.readLine();
    }
}
