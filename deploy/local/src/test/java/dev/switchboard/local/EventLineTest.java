package dev.switchboard.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.change.StateChange.ConversationChanged;
import dev.switchboard.contracts.change.StateChange.MessageChanged;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.ConversationId;
import dev.switchboard.contracts.message.Direction;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.message.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventLineTest {
    private static final MessageId ID = MessageId.of("01990000-0000-7000-8000-0000000007c1");
    private static final MessageId OTHER = MessageId.of("01990000-0000-7000-8000-0000000008a0");
    private static final Address CONTACT = new Address("+14155550149");
    private static final Address OURS = new Address("+15550001111");
    private static final Instant NOW = Instant.parse("2026-11-21T10:02:11Z");

    @Test
    void showsAnAcceptedMessageMasked() {
        assertThat(line(Direction.OUTBOUND, Status.ACCEPTED, null, null))
                .contains("→ whatsapp")
                .contains("***0149")
                .contains("accepted")
                .endsWith("0199…7c1")
                .doesNotContain(CONTACT.value());
    }

    @Test
    void showsWhyAMessageFailedAndWhatFollows() {
        var failure = new Failure(Failure.Kind.FALLBACK, "63049", "Meta withheld a marketing message");
        assertThat(line(Direction.OUTBOUND, Status.UNDELIVERED, failure, OTHER))
                .contains("✗ whatsapp")
                .contains("63049 Meta withheld")
                .endsWith("↪ 0199…8a0");
    }

    @Test
    void showsADeliveryAndAnInboundMessage() {
        assertThat(line(Direction.OUTBOUND, Status.DELIVERED, null, null)).contains("✓ whatsapp");
        assertThat(line(Direction.INBOUND, Status.RECEIVED, null, null)).contains("← whatsapp  +15***1111");
    }

    @Test
    void isSilentAboutAConversationWhoseMessageItShows() {
        var conversation = ConversationId.between(Channel.SMS, OURS, CONTACT);
        assertThat(EventLine.of(new ConversationChanged(conversation, Channel.SMS, CONTACT, ID, 1, NOW)))
                .isEmpty();
    }

    private static String line(
            Direction direction, Status status, @Nullable Failure failure, @Nullable MessageId fallback) {
        return EventLine.of(new MessageChanged(
                        ID,
                        direction,
                        status,
                        Channel.WHATSAPP,
                        Provider.TWILIO,
                        "SM1",
                        OURS,
                        CONTACT,
                        failure,
                        null,
                        fallback,
                        null,
                        null,
                        NOW))
                .orElseThrow();
    }
}
