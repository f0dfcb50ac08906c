package dev.switchboard.operator.phone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.operator.Asked;
import dev.switchboard.operator.ExitCode;
import dev.switchboard.operator.FakeSystem;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneCommandsTest {

    private static final String CHAT = """
            {'number':'+14155550100','bubbles':[
             {'id':'wamid.1','ours':true,'channel':'whatsapp','provider':'meta','text':'Your parcel','status':'read','at':'2026-11-21T10:00:00Z'},
             {'id':'SM2','ours':true,'channel':'sms','provider':'twilio','text':'Sale','status':'undelivered','errorCode':30008,'at':'2026-11-21T10:00:01Z'},
             {'id':'SM3','ours':false,'channel':'sms','provider':'twilio','text':'Thanks','status':'200','at':'2026-11-21T10:00:02Z'}]}""";

    private final FakeSystem system = new FakeSystem();

    @TempDir
    private Path temporary;

    @AfterEach
    void end() {
        system.close();
    }

    @Test
    void aChatIsShownAsAPhoneShowsIt() {
        system.answering("GET /api/chats/%2B14155550100?limit=50", 200, CHAT);

        assertThat(ask("phone", "show", "+14155550100").output().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("← whatsapp  ✓✓ read", "Your parcel"),
                        line -> assertThat(line).contains("← sms", "✗ 30008", "Sale"),
                        line -> assertThat(line).contains("→ sms", "answered 200", "Thanks"));
    }

    @Test
    void whatIsWrittenIsFollowedIntoTheInbox() {
        system.answering("POST /api/inbound", 200, "{'webhookStatus':200,'id':'SM9','ms':7}")
                .answering("GET /api/v1/messages/SM9", 200, "{}");

        var written = ask("phone", "write", "+14155550100", "Thanks", "--sms", "--to", "+15550002222");

        assertThat(written.exit()).isZero();
        assertThat(written.output()).contains("webhook signed, answered 200 in 7 ms", "in the inbox after");
        assertThat(system.calls().getFirst().body())
                .contains("\"channel\":\"sms\"", "\"from\":\"+14155550100\"", "\"to\":\"+15550002222\"");
    }

    @Test
    void aWebhookThatIsRefusedIsNoSuccess() {
        system.answering("POST /api/inbound", 200, "{'webhookStatus':503,'id':'SM9','ms':7}");

        assertThat(ask("phone", "write", "+14155550100", "Thanks").exit()).isEqualTo(ExitCode.CANNOT_REACH);
    }

    @Test
    void aReactionIsToTheLastMessageMetaBrought() {
        system.answering("GET /api/chats/%2B14155550100", 200, CHAT)
                .answering("POST /api/inbound", 200, "{'webhookStatus':200,'id':'wamid.9','ms':7}");

        assertThat(ask("phone", "react", "+14155550100", "👍").exit()).isZero();
        assertThat(system.calls().getLast().body()).contains("\"replyTo\":\"wamid.1\"", "\"provider\":\"meta\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"block", "offline", "uninstall"})
    void aHabitChangesAndTheOthersStay(String habit) {
        system.answering("GET /api/handsets/%2B14155550100", 200, "{'blocked':false,'offline':true,'whatsapp':true}")
                .answering("PUT /api/handsets/%2B14155550100", 200, "{}");

        assertThat(ask("phone", habit, "+14155550100").exit()).isZero();
        assertThat(system.calls().getLast().body())
                .isEqualTo("{\"blocked\":%b,\"offline\":true,\"whatsapp\":%b}"
                        .formatted(habit.equals("block"), !habit.equals("uninstall")));
    }

    @Test
    void aMistakeIsTheSimulatorsWord() {
        system.answering("POST /api/inbound", 400, "{'detail':'from must be a number such as +14155550100'}");

        var written = ask("phone", "write", "me", "Thanks");

        assertThat(written.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(written.errors()).contains("from must be a number");
    }

    private Asked ask(String... arguments) {
        return Asked.of(Map.of("SWITCHBOARD_URL", system.url()), temporary, Clock.systemUTC(), arguments);
    }
}
