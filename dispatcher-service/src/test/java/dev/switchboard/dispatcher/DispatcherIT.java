package dev.switchboard.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.contracts.outcome.SendOutcome.Accepted;
import dev.switchboard.contracts.outcome.SendOutcome.Deferred;
import dev.switchboard.contracts.outcome.SendOutcome.Queued;
import dev.switchboard.contracts.outcome.SendOutcome.Refused;
import dev.switchboard.contracts.request.CancelRequest;
import dev.switchboard.contracts.request.CheckRequest;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Send-request, ledger, provider, outcome: over the real broker and database, and the simulated provider's real HTTP. */
@Timeout(60)
@ExtendWith(SharedWorld.class)
class DispatcherIT {

    private final World world;

    DispatcherIT(World world) {
        this.world = world;
    }

    @AfterAll
    static void nothingWasSentTwice(World world) {
        assertThat(world.duplicates()).isEmpty();
    }

    @Test
    void sendsATextAndTellsTheWholeRequestAndWhoTookIt() {
        var id = World.anId();
        world.ask(Requests.whatsapp(id, "+14155550100"));

        world.awaitStory(id, "Queued Accepted");
        var request = ((Queued) world.outcomes(id).getFirst()).request();
        assertThat(request.provider()).isEqualTo(Provider.TWILIO);
        assertThat(request.from()).isEqualTo(new Address("+15550001111"));
        assertThat(request.requestedAt()).isNotNull();
        assertThat(request.expiresAt()).isEqualTo(request.requestedAt().plus(Duration.ofHours(24)));
        var accepted = (Accepted) world.outcomes(id).getLast();
        assertThat(world.taken(id)).singleElement().satisfies(message -> {
            assertThat(accepted.providerId()).isEqualTo(message.path("sid").asString());
            assertThat(message.path("body").asString()).isEqualTo("Hello");
        });
    }

    @Test
    void sendsOnceWhatIsAskedTwice() {
        var id = World.anId();
        world.ask(Requests.whatsapp(id, "+14155550100"));
        world.awaitStory(id, "Queued Accepted");
        world.ask(Requests.asked(id, Channel.WHATSAPP, "+14155550100", new Content.Text("Hello"), Instant.now()));
        passBehind();

        assertThat(world.story(id)).isEqualTo("Queued Accepted");
        assertThat(world.taken(id)).hasSize(1);
        assertThat(world.deadLetters(id.toString())).isEmpty();
    }

    @Test
    void putsAsideOtherContentUnderTheSameId() {
        var id = World.anId();
        world.ask(Requests.whatsapp(id, "+14155550100"));
        world.ask(Requests.asked(id, Channel.WHATSAPP, "+14155550100", new Content.Text("Other"), null));

        await().until(() -> world.deadLetters(id.toString()).size() == 1);
        assertThat(header(world.deadLetters(id.toString()).getFirst(), "x-dlt-cause"))
                .isEqualTo("conflict");
        world.awaitStory(id, "Queued Accepted");
        assertThat(world.taken(id))
                .singleElement()
                .satisfies(
                        message -> assertThat(message.path("body").asString()).isEqualTo("Hello"));
    }

    @Test
    void tellsRepetitionsFromConflictsWithinOneBatch() {
        var id = World.anId();
        var hello = Requests.whatsapp(id, "+14155550100");
        var other = Requests.asked(id, Channel.WHATSAPP, "+14155550100", new Content.Text("Other"), null);
        world.askTogether(hello, hello, other, hello);

        await().until(() -> world.deadLetters(id.toString()).size() == 1);
        world.awaitStory(id, "Queued Accepted");
        assertThat(world.taken(id)).hasSize(1);
    }

    @Test
    void putsAsideWhatIsNoRequestAndSendsWhatStandsBehindIt() {
        var id = World.anId();
        world.askRaw(id.toString(), "{\"messageId\":\"" + id + "\",\"channel\":\"whatsapp\"}");
        world.ask(Requests.whatsapp(id, "+14155550100"));

        world.awaitStory(id, "Queued Accepted");
        await().until(() -> world.deadLetters(id.toString()).size() == 1);
        assertThat(header(world.deadLetters(id.toString()).getFirst(), "x-dlt-cause"))
                .isEqualTo("invalid");
    }

    @Test
    void putsAsideWhatNoOutcomeCouldHold() {
        var id = World.anId();
        world.ask(Requests.asked(id, Channel.SMS, "+14155550100", new Content.Text("x".repeat(600_000)), null));

        await().until(() -> world.deadLetters(id.toString()).size() == 1);
        assertThat(header(world.deadLetters(id.toString()).getFirst(), "x-dlt-cause"))
                .isEqualTo("invalid");
    }

    @Test
    void showsItsHealthItsProvidersAndItsMeters() {
        world.ask(Requests.whatsapp(World.anId(), "+14155550100"));

        assertThat(world.actuator("health/readiness")).contains("\"status\":\"UP\"");
        assertThat(world.actuator("info")).contains("\"providers\":{\"meta\":\"simulator\",\"twilio\":\"simulator\"}");
        await().untilAsserted(() ->
                assertThat(world.actuator("prometheus")).contains("messaging_sends_total{channel=\"whatsapp\""));
    }

    @Test
    void repeatsACallTheProviderDidNotTake() {
        var id = World.anId();
        world.ask(Requests.whatsapp(id, "+14155550129"));

        world.awaitStory(id, "Queued Deferred Deferred Accepted");
        var deferred = (Deferred) world.outcomes(id).get(1);
        assertThat(deferred.failure().code()).isEqualTo("20429");
        assertThat(deferred.dueAt()).isAfterOrEqualTo(deferred.occurredAt().plusSeconds(1));
        assertThat(world.taken(id)).hasSize(1);
    }

    @Test
    void sendsOverMeta() {
        var id = World.anId();
        world.ask(Requests.over(Provider.META, id, "+14155550100", null));

        world.awaitStory(id, "Queued Accepted");
        var accepted = (Accepted) world.outcomes(id).getLast();
        assertThat(accepted.account()).isEqualTo("15550003333");
        assertThat(accepted.from()).isEqualTo(new Address("+15550003333"));
        assertThat(world.taken(id))
                .singleElement()
                .satisfies(message -> assertThat(message.path("sid").asString()).isEqualTo(accepted.providerId()));
    }

    @Test
    void cancelsWhatHasNotLeft() {
        var id = World.anId();
        world.ask(Requests.later(id, "+14155550100"));
        world.awaitStory(id, "Queued");
        world.ask(new CancelRequest(id, "delivered in time", null));

        world.awaitStory(id, "Queued Canceled");
        assertThat(world.state(id)).isEqualTo("canceled");
    }

    @Test
    void cancelsWhatHasNotEvenArrived() {
        var id = World.anId();
        world.ask(new CancelRequest(id, "never mind", null));
        world.awaitState(id, "canceled");
        world.ask(Requests.whatsapp(id, "+14155550100"));

        world.awaitStory(id, "Queued Canceled");
        assertThat(world.taken(id)).isEmpty();
    }

    @Test
    void leavesAloneWhatHasLeft() {
        var id = World.anId();
        world.ask(Requests.whatsapp(id, "+14155550100"));
        world.awaitStory(id, "Queued Accepted");
        world.ask(new CancelRequest(id, null, null));
        passBehind();

        assertThat(world.story(id)).isEqualTo("Queued Accepted");
        assertThat(world.state(id)).isEqualTo("accepted");
    }

    @Test
    void expiresAnOldRequestWithoutACall() {
        var id = World.anId();
        var lastWeek = Instant.now().minus(Duration.ofDays(7));
        world.ask(Requests.asked(id, Channel.WHATSAPP, "+14155550100", new Content.Text("Hello"), lastWeek));

        world.awaitStory(id, "Queued Expired");
        assertThat(world.taken(id)).isEmpty();
    }

    @Test
    void refusesAnSmsToWhatIsNoPhone() {
        var id = World.anId();
        world.ask(Requests.asked(id, Channel.SMS, "US.13491208655302741918", new Content.Text("Hello"), null));

        world.awaitStory(id, "Queued Refused");
        var refused = (Refused) world.outcomes(id).getLast();
        assertThat(refused.by()).isEqualTo(Refused.By.US);
        assertThat(refused.failure().kind()).isEqualTo(Failure.Kind.PERMANENT);
    }

    @Test
    void tellsWhatTheProviderRefused() {
        var id = World.anId();
        world.ask(Requests.asked(id, Channel.SMS, "+14155550121", new Content.Text("Hello"), null));

        world.awaitStory(id, "Queued Refused");
        var refused = (Refused) world.outcomes(id).getLast();
        assertThat(refused.by()).isEqualTo(Refused.By.PROVIDER);
        assertThat(refused.failure().kind()).isEqualTo(Failure.Kind.OPT_OUT);
        assertThat(refused.failure().code()).isEqualTo("21610");
    }

    @Test
    void refusesAProviderThatIsNotConfigured() {
        var id = World.anId();
        world.ask(Requests.over(Provider.GATEWAY, id, "+14155550100", null));

        world.awaitStory(id, "Queued Refused");
        assertThat(((Refused) world.outcomes(id).getLast()).failure().kind()).isEqualTo(Failure.Kind.CONFIGURATION);
    }

    @Test
    void asksTheProviderAndReportsWhatItSays() {
        var id = World.anId();
        world.ask(Requests.whatsapp(id, "+14155550150"));
        world.awaitStory(id, "Queued Accepted");
        await().until(() -> world.taken(id).getFirst().path("status").asString().equals("sent"));
        world.ask(new CheckRequest(id, null));

        await().until(() -> !world.statuses(id).isEmpty());
        assertThat(world.statuses(id)).singleElement().satisfies(status -> {
            assertThat(status.status()).isEqualTo(Status.SENT);
            assertThat(status.providerId())
                    .isEqualTo(((Accepted) world.outcomes(id).getLast()).providerId());
            assertThat(status.to()).isEqualTo(new Address("+14155550150"));
        });
    }

    @Test
    void handsTheTraceOnAndNamesEachOutcomeForEver() {
        var id = World.anId();
        var given = Traceparent.of("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true);
        world.ask(Requests.whatsapp(id, "+14155550100"), given);

        world.awaitStory(id, "Queued Accepted");
        assertThat(world.outcomeRecords(id))
                .extracting(record -> header(record, "ce_id"))
                .containsExactly(id + ":Queued:0", id + ":Accepted:1");
        assertThat(world.outcomeRecords(id))
                .allSatisfy(record -> assertThat(new Traceparent(header(record, "traceparent")).traceId())
                        .isEqualTo(given.traceId()));
        assertThat(header(world.outcomeRecords(id).getLast(), "traceparent")).isNotEqualTo(given.value());
    }

    @Test
    void tellsWhatAProcessLeftUntoldWhenItDied() {
        var id = World.anId();
        world.ledger
                .sql("insert into outcomes (message_id, ce_id, body, occurred_at) values (:id, :ceId, :body, now())")
                .param("id", id.value())
                .param("ceId", id + ":Canceled:0")
                .param(
                        "body",
                        "{\"type\":\"Canceled\",\"messageId\":\"" + id + "\",\"occurredAt\":\"2026-11-21T00:00:00Z\"}")
                .update();

        world.awaitStory(id, "Canceled");
        assertThat(header(world.outcomeRecords(id).getLast(), "ce_type")).isEqualTo("dev.switchboard.Canceled");
        await().until(() -> world.ledger
                .sql("select count(*) from outcomes where message_id = :id")
                .param("id", id.value())
                .query(Integer.class)
                .single()
                .equals(0));
    }

    /** Everything that stood before it on every partition has been handled when this returns. */
    private void passBehind() {
        for (var n = 0; n < 8; n++) {
            var id = World.anId();
            world.ask(Requests.whatsapp(id, "+14155550100"));
            world.awaitStory(id, "Queued Accepted");
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value());
    }
}
