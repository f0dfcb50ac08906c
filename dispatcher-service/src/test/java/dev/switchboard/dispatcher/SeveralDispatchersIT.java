package dev.switchboard.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.message.MessageId;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two dispatchers share one ledger, and one of them leaves while there is work. */
@Timeout(90)
@ExtendWith(SharedWorld.class)
class SeveralDispatchersIT {

    private static final int MESSAGES = 300;

    private final World world;

    SeveralDispatchersIT(World world) {
        this.world = world;
    }

    @Test
    void sendEachMessageOnceAndTellItsOutcomesInOrder() {
        try (var second = world.startDispatcher()) {
            var ids = Stream.generate(World::anId).limit(MESSAGES).toList();
            ids.forEach(id -> world.ask(Requests.whatsapp(id, "+14155550100")));
            await().atMost(Duration.ofSeconds(30)).until(() -> accepted(ids) > MESSAGES / 4);
            second.close();

            await().atMost(Duration.ofSeconds(30)).until(() -> accepted(ids) == MESSAGES);
            assertThat(ids).allSatisfy(id -> assertThat(world.taken(id)).hasSize(1));
            assertThat(world.duplicates()).isEmpty();
        }
    }

    private long accepted(List<MessageId> ids) {
        return ids.stream()
                .filter(id -> world.story(id).equals("Queued Accepted"))
                .count();
    }
}
