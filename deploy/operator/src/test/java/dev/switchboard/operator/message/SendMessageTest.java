package dev.switchboard.operator.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.operator.Asked;
import dev.switchboard.operator.ExitCode;
import dev.switchboard.operator.FakeSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendMessageTest {

    private static final String ID = "0199a1b2-0000-7000-8000-000000000001";
    private static final String INSTEAD = "0199a1b2-0000-5000-8000-000000000002";

    private final FakeSystem system = new FakeSystem();

    @TempDir
    private Path temporary;

    @BeforeEach
    void takesWhatIsSent() {
        system.answering("POST /api/v1/messages", 202, "{'id':'" + ID + "','status':'accepted'}");
    }

    @AfterEach
    void end() {
        system.close();
    }

    @Test
    void aDeliveredMessageEndsWell() {
        system.answering("GET /api/v1/messages/" + ID, 200, story(ID, "sms", "sent", "delivered"));

        var sent = send("--to", "+14155550100", "--channel", "sms", "--text", "Private words");

        assertThat(sent.exit()).isZero();
        assertThat(sent.output().lines().map(line -> line.substring(10)))
                .satisfiesExactly(
                        line -> assertThat(line).contains("→ sms", "handed over", ID),
                        line -> assertThat(line).contains("→ sms", "sent"),
                        line -> assertThat(line).contains("✓ sms", "delivered"));
        assertThat(sent.output()).doesNotContain("Private words", "4155550100");
        assertThat(system.calls().getFirst().body())
                .isEqualTo("{\"to\":\"+14155550100\",\"channel\":\"sms\",\"text\":\"Private words\"}");
    }

    @Test
    void aFailedMessageEndsWithThree() {
        system.answering("GET /api/v1/messages/" + ID, 200, failed(""));

        var sent = send("--to", "+14155550149", "--text", "x");

        assertThat(sent.exit()).isEqualTo(ExitCode.FINDINGS);
        assertThat(sent.output()).contains("✗ whatsapp", "undelivered", "63049 withheld");
    }

    @Test
    void theFallbackThatArrivesCounts() {
        system.answering("GET /api/v1/messages/" + ID, 200, failed(",'fallbackMessageId':'" + INSTEAD + "'"))
                .answering("GET /api/v1/messages/" + INSTEAD, 200, story(INSTEAD, "sms", "delivered"));

        var sent = send("--to", "+14155550149", "--template", "spring_sale", "--text", "x", "--fallback", "sms");

        assertThat(sent.exit()).isZero();
        assertThat(sent.output()).containsSubsequence("✗ whatsapp", "↪ sms", INSTEAD, "✓ sms");
    }

    @Test
    void whatIsUnderWayIsNotCalledDelivered() {
        system.answering("GET /api/v1/messages/" + ID, 200, story(ID, "whatsapp", "sent"));

        var sent = send("--to", "+14155550150", "--text", "x", "--wait", "1", "--json");

        assertThat(sent.exit()).isEqualTo(4);
        assertThat(sent.json().path("delivered").booleanValue()).isFalse();
        assertThat(sent.json().at("/messages/0/steps/0/status").asString()).isEqualTo("sent");
    }

    @Test
    void whatTheApiRefusesIsToldByField() {
        system.answering(
                "POST /api/v1/messages",
                422,
                "{'title':'The request is not valid','errors':[{'pointer':'/to','reason':'is too short for +1'}]}");

        var sent = send("--to", "+1415", "--text", "x");

        assertThat(sent.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(sent.errors()).contains("/to is too short for +1");
    }

    @Test
    void aMissingTokenIsSaidAndAGivenOneIsShownToTheSystemAlone() {
        system.answering("POST /api/v1/messages", 401, "{}");

        var without = send("--to", "+14155550100", "--text", "x");
        var with = Asked.of(
                Map.of("SWITCHBOARD_URL", system.url(), "SWITCHBOARD_TOKEN", "abc.def.ghi"),
                temporary,
                Clock.systemUTC(),
                "send",
                "--to",
                "+14155550100",
                "--text",
                "x");

        assertThat(without.exit()).isEqualTo(ExitCode.CANNOT_REACH);
        assertThat(without.errors().lines()).singleElement().asString().contains("wants a token");
        assertThat(with.errors()).contains("does not take this token").doesNotContain("abc.def.ghi");
        assertThat(system.calls()).extracting(FakeSystem.Call::token).containsExactly("", "Bearer abc.def.ghi");
    }

    @Test
    void aSystemThatIsNotThereIsSaidInOneSentence() {
        var sent = Asked.of(
                Map.of("SWITCHBOARD_URL", "http://localhost:1"),
                temporary,
                Clock.systemUTC(),
                "send",
                "--to",
                "+14155550100",
                "--text",
                "x");

        assertThat(sent.exit()).isEqualTo(ExitCode.CANNOT_REACH);
        assertThat(sent.errors().lines()).singleElement().asString().contains("http://localhost:1 does not answer");
    }

    @Test
    void theDevThatRunsHereIsFoundAndOfTwoNoneIsGuessed() throws Exception {
        system.answering("GET /api/v1/messages/" + ID, 200, story(ID, "sms", "delivered"));
        announce("1-1");
        assertThat(Asked.of(Map.of(), temporary, Clock.systemUTC(), "send", "--to", "+14155550100", "--text", "x")
                        .exit())
                .isZero();

        announce("1-2");
        var sent = Asked.of(Map.of(), temporary, Clock.systemUTC(), "send", "--to", "+14155550100", "--text", "x");
        assertThat(sent.exit()).isEqualTo(ExitCode.CANNOT_REACH);
        assertThat(sent.errors()).contains("More than one dev", "--port-base");
    }

    private void announce(String run) throws Exception {
        var folder = Files.createDirectory(temporary.resolve("switchboard-dev-" + run));
        Files.writeString(
                folder.resolve("dev.json"),
                "{\"pid\":%d,\"ingress\":\"%s\",\"status\":\"%s\",\"simulator\":\"http://localhost:1\"}"
                        .formatted(ProcessHandle.current().pid(), system.url(), system.url()));
    }

    private Asked send(String... arguments) {
        var all = new ArrayList<>(List.of("send", "--url", system.url() + "/"));
        all.addAll(List.of(arguments));
        return Asked.of(Map.of(), temporary, Clock.systemUTC(), all.toArray(String[]::new));
    }

    private static String failed(String more) {
        var story = story(ID, "whatsapp", "undelivered");
        return story.substring(0, story.length() - 1) + ",'failure':{'code':'63049','reason':'withheld'}" + more + "}";
    }

    private static String story(String id, String channel, String... statuses) {
        var steps = List.of(statuses).stream()
                .map(status -> "{'status':'%s','at':'2026-11-21T10:00:00Z'}".formatted(status))
                .toList();
        return "{'id':'%s','channel':'%s','status':'%s','history':[%s]}"
                .formatted(id, channel, statuses[statuses.length - 1], String.join(",", steps));
    }
}
