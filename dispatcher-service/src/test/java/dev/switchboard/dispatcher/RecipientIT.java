package dev.switchboard.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.account.AccountEvent.PreferenceChanged;
import dev.switchboard.contracts.inbound.MessageReceived;
import dev.switchboard.contracts.inbound.ReceivedContent;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Contact;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.ConversationId;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.contracts.outcome.SendOutcome.Refused;
import dev.switchboard.contracts.outcome.SendOutcome.Refused.By;
import dev.switchboard.contracts.status.StatusReported;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;

/** What recipients said before decides what is sent to them; each test has a recipient of its own. */
@Timeout(60)
@ExtendWith(SharedWorld.class)
class RecipientIT {

    private static final AtomicInteger NEXT = new AtomicInteger(2_000);
    private static final Address SMS = new Address("+15550002222");
    private static final Address WHATSAPP = new Address("+15550001111");
    private static final Instant NOW = Instant.now();

    private final World world;
    private final Address contact = new Address("+1415556" + NEXT.incrementAndGet());

    RecipientIT(World world) {
        this.world = world;
    }

    @ParameterizedTest
    @CsvSource({
        "SMS, stop, true",
        "SMS, ' Unsubscribe ', true",
        "SMS, CANCEL, true",
        "SMS, please stop, false",
        "WHATSAPP, STOP, true",
        "WHATSAPP, cancel, false"
    })
    void aStopClosesAndAStartOpensAgain(Channel channel, String word, boolean stops) {
        says(channel, word, NOW, null);

        assertStory(channel, stops ? Failure.Kind.OPT_OUT : null);
        says(channel, "start", NOW.plusSeconds(1), null);
        assertStory(channel, null);
    }

    @Test
    void theNewestWordHoldsInWhateverOrderTheyCome() {
        says(Channel.SMS, "START", NOW.plusSeconds(5), null);
        says(Channel.SMS, "STOP", NOW, null);

        assertStory(Channel.SMS, null);
    }

    @Test
    void aStopToOneSenderOrChannelIsNoneToAnother() {
        says(Channel.SMS, "STOP", NOW, null);

        assertStory(Channel.WHATSAPP, null);
    }

    @ParameterizedTest
    @CsvSource({"STOP, ARRET, OPT_OUT", "HELP, STOP, "})
    void twiliosOwnReadingOfAMessageHolds(String type, String word, Failure.@Nullable Kind refusal) {
        says(Channel.SMS, word, NOW, "{\"OptOutType\":\"" + type + "\"}");

        assertStory(Channel.SMS, refusal);
    }

    @Test
    void whatTheProviderRefusedForAStopIsNotTriedAgain() {
        var first = World.anId();
        world.ask(Requests.asked(first, Channel.SMS, "+14155570121", new Content.Text("Hello"), null));
        world.awaitStory(first, "Queued Refused");
        assertThat(((Refused) world.outcomes(first).getLast()).by()).isEqualTo(By.PROVIDER);
        var second = World.anId();
        world.ask(Requests.asked(second, Channel.SMS, "+14155570121", new Content.Text("Hello"), null));

        world.awaitStory(second, "Queued Refused");
        var again = (Refused) world.outcomes(second).getLast();
        assertThat(again.by()).isEqualTo(By.US);
        assertThat(again.failure().code()).isEqualTo("21610");
    }

    @Test
    void aReportedBlockClosesUntilTheContactWritesAgain() {
        var sent = send(Channel.WHATSAPP, null);
        world.awaitStory(sent, "Queued Accepted");
        world.report(new StatusReported(
                sent,
                Provider.TWILIO,
                "AC00000000000000000000000000000000",
                "SM" + sent,
                Channel.WHATSAPP,
                Status.UNDELIVERED,
                WHATSAPP,
                contact,
                new Failure(Failure.Kind.OPT_OUT, "63014", "blocked"),
                NOW,
                null));
        awaitKnown();

        assertStory(Channel.WHATSAPP, Failure.Kind.OPT_OUT);
        says(Channel.WHATSAPP, "Hello again", NOW.plusSeconds(1), null);
        assertStory(Channel.WHATSAPP, null);
    }

    @Test
    void whoStoppedMarketingStillGetsTheRest() {
        world.tellAccount(
                new PreferenceChanged(Provider.TWILIO, "AC1", contact, "marketing_messages", false, NOW, null));
        awaitKnown();

        var marketing = send(Channel.WHATSAPP, "marketing");
        world.awaitStory(marketing, "Queued Refused");
        world.awaitStory(send(Channel.WHATSAPP, "utility"), "Queued Accepted");
    }

    @Test
    void aDayAfterTheContactWroteOnlyATemplateIsSent() {
        says(Channel.WHATSAPP, "Hello", NOW.minus(Duration.ofHours(25)), null);

        assertStory(Channel.WHATSAPP, Failure.Kind.WINDOW_CLOSED);
        var template = World.anId();
        world.ask(Requests.asked(
                template,
                Channel.WHATSAPP,
                contact.value(),
                new Content.Template("spring_sale", null, null, null, null),
                null));
        world.awaitStory(template, "Queued Accepted");
        says(Channel.WHATSAPP, "Hello", NOW.minus(Duration.ofHours(23)), null);
        assertStory(Channel.WHATSAPP, null);
    }

    @Test
    void whoNeverWroteIsSentTo() {
        assertStory(Channel.WHATSAPP, null);
    }

    @Test
    void whatCameInAndIsNotReadYetKeepsTheWindowUnknown() {
        says(Channel.WHATSAPP, "Hello", NOW.minus(Duration.ofHours(25)), null);
        var listener = world.bean(KafkaListenerEndpointRegistry.class).getListenerContainer("inbound");
        listener.stop();
        try {
            produce(Channel.WHATSAPP, "Hello", NOW, null);

            assertStory(Channel.WHATSAPP, null);
        } finally {
            listener.start();
        }
    }

    private void assertStory(Channel channel, Failure.@Nullable Kind refusal) {
        var id = send(channel, null);
        world.awaitStory(id, refusal == null ? "Queued Accepted" : "Queued Refused");
        if (refusal != null) {
            var refused = (Refused) world.outcomes(id).getLast();
            assertThat(refused.failure().kind()).isEqualTo(refusal);
            assertThat(refused.by()).isEqualTo(By.US);
            assertThat(world.taken(id)).isEmpty();
        }
    }

    private MessageId send(Channel channel, @Nullable String category) {
        var id = World.anId();
        world.ask(Requests.of(id, channel, contact, category));
        return id;
    }

    /** Read when what was said last is in the tables. */
    private void says(Channel channel, String text, Instant at, @Nullable String raw) {
        produce(channel, text, at, raw);
        world.awaitInboundRead();
    }

    private void produce(Channel channel, String text, Instant at, @Nullable String raw) {
        var ours = channel == Channel.SMS ? SMS : WHATSAPP;
        world.receive(new MessageReceived(
                World.anId(),
                ConversationId.between(channel, ours, contact),
                Provider.TWILIO,
                "AC00000000000000000000000000000000",
                channel,
                ours,
                Contact.phone(contact, null),
                "SM" + UUID.randomUUID(),
                ReceivedContent.text(text),
                null,
                at,
                raw == null ? null : Wire.JSON.readTree(raw)));
    }

    private void awaitKnown() {
        await().until(() -> world.ledger
                        .sql("select count(*) from opt_outs where contact = :contact")
                        .param("contact", contact.value())
                        .query(Integer.class)
                        .single()
                == 1);
    }
}
