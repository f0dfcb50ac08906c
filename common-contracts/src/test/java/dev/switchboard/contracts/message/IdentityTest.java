package dev.switchboard.contracts.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.contracts.Unfit;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdentityTest {

    private static final MessageId MESSAGE = MessageId.of("0199ab12-7c00-7d3e-8f10-5a6b7c8d9e0f");

    /**
     * Computed with Python, as any language can:
     * {@code uuid.uuid5(uuid.UUID("5b1d7a52-4f0e-5a0c-9a6e-2d6f1c6b7e11"), "request\nshop\norder-1042")}.
     */
    @Test
    void derivedIdsAreThoseAnyLanguageComputes() {
        assertThat(MessageId.of("shop", "order-1042")).hasToString("4d3e1d59-ea77-59bb-ad7b-d9d9c00064c1");
        assertThat(MessageId.of("schuhgeschäft", "größe 42")).hasToString("668b7aff-4894-5987-a09a-93ca75bc43b4");
        assertThat(MessageId.elsewhere(
                        Provider.TWILIO, "AC00000000000000000000000000000000", "SM00000000000000000000000000000042"))
                .hasToString("8aeb06c7-6a94-5a8a-af7a-bbd1a490a7af");
        assertThat(MessageId.autoReply(
                        Channel.WHATSAPP, new Address("+15550001111"), new Address("+14155550142"), "ab12cd34", 20778))
                .hasToString("abdffe32-973d-5f01-a2e8-555cc0b67d60");
        assertThat(MESSAGE.fallback()).hasToString("19f7622e-8442-5a0a-8733-81bef0735097");
        assertThat(MESSAGE.retry(1)).hasToString("2411240c-c943-5d93-888e-297d3ad5c995");
        assertThat(MESSAGE.retry(2)).hasToString("3a599b69-5efb-5534-82ea-33d2cb582c66");
        assertThat(ConversationId.between(Channel.WHATSAPP, new Address("+15550001111"), new Address("+14155550142")))
                .hasToString("c36f8203-7be1-5512-af8f-9251d3dfb2c5");
    }

    @Test
    void partsOfADerivedIdCannotRunIntoEachOther() {
        assertThatThrownBy(() -> MessageId.of("shop", "a\nb")).isInstanceOf(Unfit.class);
    }

    @Test
    void drawnIdBeginsWithItsTime() {
        var id = drawn("2026-03-02T09:00:00.123Z", 1).value();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16)
                .isEqualTo(Instant.parse("2026-03-02T09:00:00.123Z").toEpochMilli());
    }

    @Test
    void drawnIdsStandInTheOrderOfTheirTime() {
        var ids = Stream.of("2026-03-02T09:00:00.123Z", "2026-03-02T09:00:00.124Z", "2031-01-01T00:00:00Z")
                .map(time -> drawn(time, time.hashCode()))
                .toList();

        assertThat(ids).isSorted();
    }

    @Test
    void drawnIdsOfOneInstantDiffer() {
        var random = new Random(7);
        var clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

        assertThat(Stream.generate(() -> MessageId.next(clock, random)).limit(1000))
                .doesNotHaveDuplicates();
    }

    @Test
    void idsAreOrderedAsTheirTextsAre() {
        assertThat(MessageId.of("ffffffff-0000-7000-8000-000000000000"))
                .isGreaterThan(MessageId.of("00000000-0000-7000-8000-000000000000"));
    }

    private static MessageId drawn(String time, long seed) {
        return MessageId.next(Clock.fixed(Instant.parse(time), ZoneOffset.UTC), new Random(seed));
    }
}
