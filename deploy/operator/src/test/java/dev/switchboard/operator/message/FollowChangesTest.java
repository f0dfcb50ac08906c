package dev.switchboard.operator.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.operator.Asked;
import dev.switchboard.operator.ExitCode;
import dev.switchboard.operator.FakeSystem;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FollowChangesTest {

    private static final String MESSAGE = "id:[7]\nevent:message.transition\ndata:{'type':'MessageChanged','messageId':"
            + "'0199a1b2-0000-7000-8000-00000000000%d','direction':'outbound','status':'%s','channel':'%s',"
            + "'to':'+1415555%s','occurredAt':'2026-11-21T10:00:00Z'%s}\n\n";

    private final FakeSystem system = new FakeSystem();

    @TempDir
    private Path temporary;

    @AfterEach
    void end() {
        system.close();
    }

    @Test
    void aChangeIsOneLineWithoutTheWholeNumber() {
        happens(1, "delivered", "sms", "0100", "");

        var tail = tail("--limit", "1");

        assertThat(tail.exit()).isZero();
        assertThat(tail.output()).contains("✓ sms", "+14***0100", "delivered", "0199a1b2-0000-7000-8000-000000000001");
        assertThat(tail.output().lines()).hasSize(1);
    }

    @Test
    void jsonIsMaskedToo() {
        happens(1, "delivered", "sms", "0100", "");

        var tail = tail("--limit", "1", "--json");

        assertThat(tail.json().path("to").asString()).isEqualTo("+14***0100");
        assertThat(tail.json().path("status").asString()).isEqualTo("delivered");
    }

    @ParameterizedTest
    @CsvSource({
        "--status, 'failed,undelivered', 2",
        "--channel, sms, 1",
        "--ends-in, 0149, 2",
        "--code, 63049, 2",
        "--tenant, acme, 2",
        "--id, 0199a1b2-0000-7000-8000-000000000002, 2"
    })
    void aWishLeavesTheOthersOut(String option, String value, int shown) {
        var text = MESSAGE.formatted(1, "delivered", "sms", "0100", "")
                + MESSAGE.formatted(
                        2,
                        "failed",
                        "whatsapp",
                        "0149",
                        ",'failure':{'kind':'permanent','code':'63049','reason':'withheld'},'tenant':'acme'");
        system.answering("GET /api/v1/stream", 200, text);

        var tail = tail("--limit", "1", option, value);

        assertThat(tail.output()).contains("0199a1b2-0000-7000-8000-00000000000" + shown);
        assertThat(tail.output().lines()).hasSize(1);
    }

    @Test
    void aStatusThatDoesNotExistIsNamed() {
        var tail = tail("--status", "lost");

        assertThat(tail.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(tail.errors()).contains("\"lost\" is no status", "undelivered");
    }

    @Test
    void aSystemThatIsNotThereIsSaidInOneSentence() {
        var tail = Asked.of(Map.of(), temporary, Clock.systemUTC(), "tail", "--url", "http://localhost:1");

        assertThat(tail.exit()).isEqualTo(ExitCode.CANNOT_REACH);
        assertThat(tail.errors().lines()).singleElement().asString().contains("does not answer");
    }

    private void happens(int number, String status, String channel, String digits, String more) {
        system.answering("GET /api/v1/stream", 200, MESSAGE.formatted(number, status, channel, digits, more));
    }

    private Asked tail(String... arguments) {
        var all = new ArrayList<>(List.of("tail", "--url", system.url()));
        all.addAll(List.of(arguments));
        return Asked.of(Map.of(), temporary, Clock.systemUTC(), all.toArray(String[]::new));
    }
}
