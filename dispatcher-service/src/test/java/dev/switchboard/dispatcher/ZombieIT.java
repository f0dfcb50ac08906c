package dev.switchboard.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.request.SendCommand;
import dev.switchboard.contracts.request.SendRequest.OnUncertain;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Processes stand still with messages they may send, one with them claimed and one about to write, others take them over,
 * and then they wake.
 */
@Timeout(180)
class ZombieIT {

    private static final int MESSAGES = 10;

    private final World world = World.withoutDispatcher(Map.of("DATABASE_FROZEN_AFTER", "5s"));

    @AfterEach
    void end() throws InterruptedException {
        world.close();
    }

    @Test
    void sendsNothingThatOthersTookOver() throws Exception {
        try (var claimed = world.fork("STOP:CLAIMED:1");
                var writing = world.fork("STOP:WRITING:1")) {
            var ids = Stream.concat(stop(claimed).stream(), stop(writing).stream())
                    .toList();
            world.startDispatcher();
            // What they held locked when they stopped is free when the database ends their sessions.
            await().atMost(Duration.ofSeconds(100))
                    .until(() -> ids.stream().map(world::state).allMatch("accepted"::equals));

            claimed.goOn();
            writing.goOn();

            for (var zombie : List.of(claimed, writing)) {
                await().until(() -> zombie.said("no longer ours to decide") > 0);
            }
            assertThat(ids).allSatisfy(id -> assertThat(world.taken(id)).hasSize(1));
            assertThat(world.duplicates()).isEmpty();
        }
    }

    /** Stopped with some of these in its hands. */
    private List<MessageId> stop(ForkedDispatcher dispatcher) throws Exception {
        dispatcher.begin();
        var ids = Stream.generate(World::anId).limit(MESSAGES).toList();
        world.askTogether(ids.stream()
                .map(id -> Requests.saying("Message " + id, id, OnUncertain.RESEND))
                .toArray(SendCommand[]::new));
        dispatcher.awaitStopped();
        world.forgetReaders();
        return ids;
    }
}
