package dev.switchboard.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.request.SendCommand;
import dev.switchboard.contracts.request.SendRequest.OnUncertain;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process stands still with messages it may send, others take them over, and then it wakes. */
@Timeout(180)
class ZombieIT {

    private static final int MESSAGES = 10;

    private final World world = World.withoutDispatcher(Map.of("DATABASE_FROZEN_AFTER", "5s"));

    @AfterEach
    void end() throws InterruptedException {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"STOP:CLAIMED:1", "STOP:WRITING:1"})
    void sendsNothingThatOthersTookOver(String trap) throws Exception {
        try (var zombie = world.fork(trap).begin()) {
            var ids = Stream.generate(World::anId).limit(MESSAGES).toList();
            world.askTogether(ids.stream()
                    .map(id -> Requests.saying("Message " + id, id, OnUncertain.RESEND))
                    .toArray(SendCommand[]::new));
            zombie.awaitStopped();
            world.startDispatcher();
            // What it held locked when it stopped is free when the database ends its session.
            await().atMost(Duration.ofSeconds(100))
                    .until(() -> ids.stream().map(world::state).allMatch("accepted"::equals));

            zombie.goOn();

            await().until(() -> zombie.said("no longer ours to decide") > 0);
            assertThat(ids).allSatisfy(id -> assertThat(world.taken(id)).hasSize(1));
            assertThat(world.duplicates()).isEmpty();
        }
    }
}
