package dev.switchboard.dispatcher;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.contracts.request.SendRequest.OnUncertain;
import dev.switchboard.dispatcher.failpoint.Failpoint;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The process ends between any two steps of its work, one after the other, and the next one finds what it left: nothing is
 * lost, nothing is sent twice, and of each message it is known in the end what became of it. The provider counts.
 */
class CrashIT {

    private static final int MESSAGES = 10;
    private static final int READY = 2;

    private final World world = World.withoutDispatcher(Map.of());
    private final Map<MessageId, SendRequest> asked = new LinkedHashMap<>();

    @AfterEach
    void end() throws InterruptedException {
        world.close();
    }

    @Test
    @Timeout(value = 6, unit = TimeUnit.MINUTES)
    void losesNothingAndSendsNothingTwiceWhereverItEnds() throws Exception {
        // Time enough for the process to end between the provider's taking a message and its answer.
        world.spoilNext("slow", "twilio", 100_000, 1);
        var traps = new ArrayDeque<>(places().stream().map(CrashIT::trap).toList());
        traps.add(Trap.NONE);
        var ready = new ArrayDeque<ForkedDispatcher>();
        prepare(ready, traps);
        while (!traps.isEmpty() || ready.size() > 1) {
            try (var doomed = ready.remove().begin()) {
                prepare(ready, traps);
                ask();
                doomed.awaitCaught();
                world.forgetReaders();
            }
        }
        try (var _ = ready.remove().begin()) {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> assertThat(unsettled()).isEmpty());
        }

        assertThat(world.duplicates()).isEmpty();
        assertThat(asked.keySet()).allSatisfy(this::isAsItWasTold);
        assertThat(asked.keySet()).anyMatch(id -> world.story(id).contains("Uncertain"));
    }

    /** To start one takes longer than to be caught: several are made ready while another works. */
    private void prepare(Queue<ForkedDispatcher> ready, Queue<String> traps) {
        while (ready.size() < READY && !traps.isEmpty()) {
            ready.add(world.fork(traps.remove()));
        }
    }

    private static List<String> places() {
        return Stream.concat(
                        Stream.of(TrapAtOffsets.PLACE),
                        Arrays.stream(Failpoint.values()).map(Enum::name))
                .toList();
    }

    /** A batch comes once, and answers may come in one; calls are many. */
    private static String trap(String place) {
        return "HALT:" + place + ":"
                + (List.of("WRITING", "WRITTEN", "ANSWERED", "HEARD").contains(place) ? 3 : 1);
    }

    private void ask() {
        for (var i = 0; i < MESSAGES; i++) {
            var id = World.anId();
            var policy = i % 2 == 0 ? OnUncertain.RESEND : OnUncertain.PARK;
            // Only what is told apart by its words can be told apart in the provider's list.
            var request = Requests.saying("Message " + id, id, policy);
            asked.put(id, request);
            world.ask(request);
        }
    }

    private Map<MessageId, String> unsettled() {
        return asked.keySet().stream()
                .filter(id -> !isSettled(id))
                .collect(
                        toMap(id -> id, id -> world.state(id) + ": " + world.story(id), (one, _) -> one, TreeMap::new));
    }

    private boolean isSettled(MessageId id) {
        return switch (world.state(id)) {
            case "accepted" -> world.story(id).endsWith("Accepted");
            // A person is asked only where nobody allowed to send again what the provider never had.
            case "parked" -> asked.get(id).onUncertain() == OnUncertain.PARK;
            default -> false;
        };
    }

    private void isAsItWasTold(MessageId id) {
        assertThat(world.story(id)).startsWith("Queued");
        assertThat(world.taken(id)).hasSize(world.state(id).equals("accepted") ? 1 : 0);
    }
}
