package dev.switchboard.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.deadletter.Effect;
import dev.switchboard.contracts.deadletter.Effect.Kind;
import dev.switchboard.contracts.deadletter.Preview;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.CancelRequest;
import dev.switchboard.contracts.request.CheckRequest;
import dev.switchboard.contracts.request.ReadRequest;
import dev.switchboard.contracts.request.SendCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.web.client.HttpClientErrorException;

/** What the dispatcher says a dead letter would do is what it then does, and saying it does nothing. */
@Timeout(60)
@ExtendWith(SharedWorld.class)
class PreviewIT {

    private static final Instant NOW = Instant.now();

    private final World world;
    private final MessageId id = World.anId();

    PreviewIT(World world) {
        this.world = world;
    }

    @Test
    void whatWouldBeSentIsToldAndNothingIsSent() {
        assertThat(effects(Requests.whatsapp(id, "+14155550100"))).containsExactly(Effect.of(Kind.SENDS));

        assertThat(world.state(id)).isEqualTo("none");
        assertThat(world.taken(id)).isEmpty();
        assertThat(world.outcomes(id)).isEmpty();
    }

    @Test
    void whatTheLedgerKnowsIsTold() {
        var request = Requests.whatsapp(id, "+14155550100");
        var later = World.anId();
        world.ask(request);
        world.ask(Requests.later(later, "+14155550100"));
        world.awaitState(id, "accepted");
        world.awaitState(later, "waiting");

        assertThat(effects(request)).containsExactly(Effect.of(Kind.ACCEPTED));
        assertThat(effects(Requests.asked(id, Channel.WHATSAPP, "+14155550100", new Content.Text("Other"), null)))
                .containsExactly(new Effect(Kind.DIES, "conflict: messageId came before with other content"));
        assertThat(effects(new CancelRequest(id, null, NOW), new CancelRequest(later, null, NOW)))
                .extracting(Effect::kind)
                .containsExactly(Kind.NOTHING, Kind.CHANGES);
        assertThat(effects(new CheckRequest(id, NOW), new CheckRequest(later, NOW)))
                .extracting(Effect::kind)
                .containsExactly(Kind.CHANGES, Kind.NOTHING);
        assertThat(effects(new ReadRequest(id, Provider.META, new Address("+15550003333"), "wamid.A", null, NOW)))
                .extracting(Effect::kind)
                .containsExactly(Kind.CHANGES);
        assertThat(world.state(later)).isEqualTo("waiting");
    }

    @Test
    void whatIsOverItsTimeOrWasCalledOffIsTold() {
        var old = Requests.asked(
                id,
                Channel.WHATSAPP,
                "+14155550100",
                new Content.Text("Hello"),
                Instant.now().minus(Duration.ofDays(2)));
        assertThat(effects(old)).containsExactly(Effect.of(Kind.EXPIRED));

        var calledOff = World.anId();
        world.ask(new CancelRequest(calledOff, null, NOW));
        world.awaitState(calledOff, "canceled");
        assertThat(effects(Requests.whatsapp(calledOff, "+14155550100")))
                .containsExactly(new Effect(Kind.NOTHING, "it was called off before it came"));
    }

    @Test
    void whatWouldBeRefusedIsTold() {
        var nobody = Requests.asked(id, Channel.SMS, "US.13491208655302741918", new Content.Text("Hello"), null);
        assertThat(effects(nobody))
                .containsExactly(new Effect(Kind.REFUSED, "to is not a phone number, which SMS needs"));
    }

    @Test
    void whatCannotBeReadWouldDieAgainAndTheOthersAreStillTold() {
        var topic = topics().sendRequests().name();
        assertThat(effects(List.of(
                        new ProducerRecord<>(topic, "k".getBytes(), "{not json".getBytes()),
                        record(Requests.whatsapp(id, "+14155550100")))))
                .extracting(Effect::kind)
                .containsExactly(Kind.DIES, Kind.SENDS);
    }

    @Test
    void anotherTopicIsRefusedNamingTheField() {
        assertThatThrownBy(() -> ask(new Preview("messaging.inbound.v1", List.of()), null))
                .isInstanceOf(HttpClientErrorException.class)
                .hasMessageContaining("/topic");
    }

    private List<Effect> effects(SendCommand... commands) {
        return effects(List.of(commands).stream().map(this::record).toList());
    }

    private List<Effect> effects(List<ProducerRecord<byte[], byte[]>> records) {
        var preview = new Preview(
                topics().sendRequests().name(),
                records.stream().map(Preview.Letter::of).toList());
        return Wire.JSON.readValue(ask(preview, null), Preview.Answer.class).effects();
    }

    private byte[] ask(Preview preview, @Nullable String token) {
        return world.post(Preview.PATH, Wire.write(preview), token);
    }

    private ProducerRecord<byte[], byte[]> record(SendCommand command) {
        var envelope = new Envelope(UUID.randomUUID().toString(), "/test", Instant.now(), null, null);
        var record = topics().sendRequests().record(command, envelope);
        return new ProducerRecord<>(
                record.topic(), null, Instant.now().toEpochMilli(), record.key(), record.value(), record.headers());
    }

    private Topics topics() {
        return world.bean(Topics.class);
    }
}
