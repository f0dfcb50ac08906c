package dev.switchboard.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.erasure.AddressHashes;
import dev.switchboard.contracts.erasure.ErasureEvent.ContactErased;
import dev.switchboard.contracts.inbound.MessageReceived;
import dev.switchboard.contracts.inbound.ReceivedContent;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Contact;
import dev.switchboard.contracts.message.ConversationId;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.outcome.SendOutcome.Canceled;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Of somebody who was erased the ledger keeps that something was sent, and calls off what was not. */
@Timeout(60)
@ExtendWith(SharedWorld.class)
class ErasureIT {

    private static final Address OURS = new Address("+15550001111");
    private static final Address ADA = new Address("+14155557301");

    private final World world;

    ErasureIT(World world) {
        this.world = world;
    }

    @Test
    void nothingOfTheRecipientIsLeftAndWhatWaitsIsCalledOff() {
        writes("hello");
        var sent = World.anId();
        var waiting = World.anId();
        world.ask(Requests.whatsapp(sent, ADA.value()));
        world.ask(Requests.later(waiting, ADA.value()));
        world.awaitState(sent, "accepted");
        world.awaitState(waiting, "waiting");
        assertThat(rowsWithTheNumber()).isEqualTo(3);

        world.erase(erased(sent, waiting));

        await().untilAsserted(() -> assertThat(rowsWithTheNumber()).isZero());
        assertThat(world.state(sent)).isEqualTo("accepted");
        assertThat(world.state(waiting)).isEqualTo("canceled");
        await().untilAsserted(() -> assertThat(world.outcomes(waiting)).last().isInstanceOf(Canceled.class));

        // The same request once more is still known, and brings nothing back.
        world.ask(Requests.whatsapp(sent, ADA.value()));
        var after = World.anId();
        world.ask(Requests.whatsapp(after, "+14155557302"));
        world.awaitState(after, "accepted");
        assertThat(world.taken(sent)).hasSize(1);
        assertThat(rowsWithTheNumber()).isZero();
    }

    @Test
    void whatWasSaidStillHoldsAndNobodySeesWhoSaidIt() {
        writes("STOP");
        var refused = World.anId();
        world.ask(Requests.whatsapp(refused, ADA.value()));
        world.awaitStory(refused, "Queued Refused");

        world.erase(erased(refused));

        await().untilAsserted(() -> assertThat(rowsWithTheNumber()).isZero());
        var again = World.anId();
        world.ask(Requests.whatsapp(again, ADA.value()));
        world.awaitStory(again, "Queued Refused");

        writes("START");
        var wanted = World.anId();
        world.ask(Requests.whatsapp(wanted, ADA.value()));
        world.awaitStory(wanted, "Queued Accepted");
        world.erase(erased(again, wanted));
        await().untilAsserted(() -> assertThat(rowsWithTheNumber()).isZero());
    }

    private void writes(String words) {
        var id = "SM" + UUID.randomUUID();
        world.receive(new MessageReceived(
                MessageId.elsewhere(Provider.TWILIO, "AC1", id),
                ConversationId.between(Channel.WHATSAPP, OURS, ADA),
                Provider.TWILIO,
                "AC1",
                Channel.WHATSAPP,
                OURS,
                Contact.phone(ADA, null),
                id,
                ReceivedContent.text(words),
                null,
                Instant.now(),
                null));
        world.awaitInboundRead();
    }

    private ContactErased erased(MessageId... messages) {
        var hash = world.bean(AddressHashes.class).of(ADA);
        return new ContactErased(UUID.randomUUID().toString(), List.of(hash), List.of(messages), Instant.now());
    }

    private long rowsWithTheNumber() {
        return world.ledger
                .sql("select (select count(*) from sends s where s::text like '%4155557301%')"
                        + " + (select count(*) from last_inbounds i where i::text like '%4155557301%')"
                        + " + (select count(*) from opt_outs o where o::text like '%4155557301%')")
                .query(Long.class)
                .single();
    }
}
