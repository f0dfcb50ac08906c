package dev.switchboard.dispatcher;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.outcome.SendOutcome.Deferred;
import dev.switchboard.contracts.outcome.SendOutcome.Refused;
import dev.switchboard.contracts.outcome.SendOutcome.Uncertain;
import dev.switchboard.contracts.request.SendRequest.OnUncertain;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One call in ten goes wrong in one of the ways in which a provider's calls go wrong. */
@Timeout(180)
class FaultyProviderIT {

    /** What each of them must come to; {@code late} and {@code slow} are one fault, before and after our patience ends. */
    private static final Map<String, Class<?>> FAULTS = Map.of(
            "429", Deferred.class,
            "500", Uncertain.class,
            "timeout", Uncertain.class,
            "reset", Uncertain.class,
            "accept-then-reset", Uncertain.class,
            "half-answer", Uncertain.class,
            "late", Uncertain.class,
            "slow", Object.class);

    private static final int OF_EACH = 4;
    private static final int MESSAGES = FAULTS.size() * OF_EACH * 10;
    private static final int PACE = 40;

    private final World world = new World(Map.of("PACE_WHATSAPP", Integer.toString(PACE)));

    @AfterEach
    void end() throws InterruptedException {
        world.close();
    }

    @Test
    void everyRequestEndsWithTheRightReasonAndNoneIsSentTwice() {
        for (var i = 0; i < OF_EACH; i++) {
            FAULTS.keySet().forEach(this::spoilOneInTen);
        }
        var ids = ask("+14155550100", MESSAGES);
        var stopped = ask("+14155550121", 3);
        var conflicting = ids.subList(0, 3);
        conflicting.forEach(id -> world.ask(Requests.saying("Something else", id, OnUncertain.PARK)));

        await().atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(ids.stream()
                                .filter(not(id -> world.story(id).endsWith("Accepted")))
                                .map(id -> world.state(id) + " " + world.story(id)))
                        .isEmpty());

        assertThat(world.duplicates()).isEmpty();
        assertThat(ids).allSatisfy(id -> assertThat(world.taken(id)).hasSize(1));
        assertThat(outcomes(ids, Uncertain.class)).hasSize(spoiledInto(Uncertain.class));
        assertThat(outcomes(ids, Deferred.class))
                .filteredOn(deferred -> "20429".equals(deferred.failure().code()))
                .hasSize(spoiledInto(Deferred.class))
                // The provider asks for a second.
                .allSatisfy(deferred -> assertThat(Duration.between(deferred.occurredAt(), deferred.dueAt()))
                        .isGreaterThanOrEqualTo(Duration.ofSeconds(1)));
        stopped.forEach(id -> world.awaitStory(id, "Queued Refused"));
        assertThat(outcomes(stopped, Refused.class))
                .extracting(refused -> refused.failure().kind())
                .containsOnly(Failure.Kind.OPT_OUT);
        await().until(() -> conflicting.stream()
                .allMatch(id -> world.deadLetters(id.toString()).size() == 1));
        // A busy machine may hold a call back for a moment and let it arrive beside later ones.
        assertThat(mostWithin(Duration.ofSeconds(4), ids)).isLessThanOrEqualTo(4 * PACE + PACE / 4);
    }

    /** Nine go well before it: a slow answer that is not slow spoils nothing. */
    private void spoilOneInTen(String fault) {
        world.spoilNext("slow", "twilio", 9, 0);
        switch (fault) {
            case "late" -> world.spoilNext("slow", "twilio", 1, 4);
            case "slow" -> world.spoilNext("slow", "twilio", 1, 1);
            default -> world.spoilNext(fault, "twilio", 1, 4);
        }
    }

    private List<MessageId> ask(String to, int messages) {
        var ids = Stream.generate(World::anId).limit(messages).toList();
        ids.forEach(id -> world.ask(Requests.saying("Message " + id, id, to, OnUncertain.RESEND)));
        return ids;
    }

    private static int spoiledInto(Class<?> outcome) {
        return OF_EACH * (int) FAULTS.values().stream().filter(outcome::equals).count();
    }

    private <T> List<T> outcomes(List<MessageId> ids, Class<T> type) {
        return ids.stream()
                .flatMap(id -> world.outcomes(id).stream())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private long mostWithin(Duration stretch, List<MessageId> ids) {
        var times = new ArrayList<Instant>();
        for (var id : ids) {
            times.add(Instant.parse(world.taken(id).getFirst().path("createdAt").asString()));
        }
        return times.stream()
                .mapToLong(from -> times.stream()
                        .filter(time -> !time.isBefore(from) && time.isBefore(from.plus(stretch)))
                        .count())
                .max()
                .orElse(0);
    }
}
