package dev.switchboard.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.ReadRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever writes to us is told that it was read, and that an answer is coming. */
@Timeout(60)
class ReceiptIT {

    private static final String META = "/v25.0/15550003333/messages";
    private static final String TWILIO = "/v3/Indicators/Typing.json";

    private static final FakeProvider PROVIDER = new FakeProvider();
    private static final World WORLD = new World(Map.of(
            "TWILIO_API_URL", PROVIDER.url().toString(),
            "WHATSAPP_GRAPH_URL", PROVIDER.url().toString()));

    private final MessageId id = World.anId();

    @BeforeEach
    void theProvidersAnswer() {
        PROVIDER.answers(META, 200, "{\"success\":true}").answers(TWILIO, 200, "{\"success\":true}");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        WORLD.close();
        PROVIDER.close();
    }

    @Test
    void eachProviderIsToldInItsOwnWords() {
        var other = World.anId();

        WORLD.ask(read(id, Provider.META, "+15550003333", true, null));
        WORLD.ask(read(other, Provider.TWILIO, "+15550001111", true, null));

        awaitNothingLeft();
        assertThat(said(id))
                .singleElement()
                .satisfies(asked -> assertThat(asked.body()).contains("typing_indicator"));
        assertThat(said(other))
                .singleElement()
                .satisfies(asked -> assertThat(asked.pathAndQuery()).isEqualTo(TWILIO));
    }

    @Test
    void whoStoppedWritingDoesNotSeemToBegin() {
        WORLD.ask(read(id, Provider.META, "+15550003333", true, Instant.now().minus(Duration.ofMinutes(1))));

        awaitNothingLeft();
        assertThat(said(id))
                .singleElement()
                .satisfies(asked -> assertThat(asked.body()).doesNotContain("typing_indicator"));
    }

    @Test
    void aProviderThatIsDownIsToldAgainAndNotForEver() {
        PROVIDER.answers(META, 500, "{}");
        WORLD.ask(read(id, Provider.META, "+15550003333", false, null));
        for (var tries = 1; tries < 3; tries++) {
            var made = tries;
            await().until(() -> said(id).size() == made);
            itsTimeHasCome();
        }

        awaitNothingLeft();
        assertThat(said(id)).hasSize(3);
    }

    @Test
    void whatIsSaidWhileOneIsToldIsToldToo() {
        PROVIDER.answers(META, 500, "{}");
        WORLD.ask(read(id, Provider.META, "+15550003333", false, null));
        await().until(() -> said(id).size() == 1);
        PROVIDER.answers(META, 200, "{\"success\":true}");

        WORLD.ask(read(id, Provider.META, "+15550003333", true, null));

        awaitNothingLeft();
        assertThat(said(id)).hasSize(2);
        assertThat(said(id).getLast().body()).contains("typing_indicator");
    }

    private static ReadRequest read(
            MessageId id, Provider provider, String ours, boolean typing, @Nullable Instant at) {
        return new ReadRequest(id, provider, new Address(ours), "of-" + id, typing, at);
    }

    private static List<FakeProvider.Asked> said(MessageId id) {
        return PROVIDER.asked.stream()
                .filter(asked -> asked.body().contains("of-" + id))
                .toList();
    }

    private static void itsTimeHasCome() {
        WORLD.ledger.sql("update receipts set due_at = now()").update();
    }

    private void awaitNothingLeft() {
        await().until(() -> !said(id).isEmpty()
                && WORLD.ledger
                                .sql("select count(*) from receipts")
                                .query(Long.class)
                                .single()
                        == 0);
    }
}
