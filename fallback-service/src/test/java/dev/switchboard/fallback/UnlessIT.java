package dev.switchboard.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.request.Fallback;
import dev.switchboard.contracts.request.Fallback.Unless;
import dev.switchboard.fallback.hearing.Fallbacks;
import dev.switchboard.fallback.hearing.Plans;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A deadline that asks for more or less than a delivery. */
class UnlessIT {

    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final TestDatabase database = TestDatabase.fresh();
    private final Fallbacks fallbacks = database.fallbacks();
    private final Plans plans = new Plans(database.jdbc());
    private final Stories story = Stories.next();

    @Test
    void whatIsNotReadInTimeBecomesAnSmsThatOnlyAReadingCallsOff() {
        tell(queued(Unless.READ), story.delivered());
        assertThat(wishes()).isEmpty();
        theHourPasses();
        assertThat(wishes()).containsExactly("send");
        tell(story.delivered());
        assertThat(wishes()).containsExactly("send");
        tell(story.readUnderItsSid(), story.accepted());
        tell(story.read());
        assertThat(wishes()).containsExactly("send", "cancel");
    }

    @Test
    void anSmsForAFailureIsCalledOffByADeliveryAlsoWhereAReadingWasWanted() {
        tell(queued(Unless.READ), story.failed());
        assertThat(wishes()).containsExactly("send");
        tell(story.delivered());
        assertThat(wishes()).containsExactly("send", "cancel");
    }

    @Test
    void whatHasLeftInTimeIsWaitedForUntilItFails() {
        tell(story.sent(), queued(Unless.SENT));
        theHourPasses();
        assertThat(wishes()).isEmpty();
        tell(story.failed());
        assertThat(wishes()).containsExactly("send");
    }

    @Test
    void whatHasNotEvenLeftInTimeBecomesAnSms() {
        tell(queued(Unless.SENT), story.accepted());
        theHourPasses();
        assertThat(wishes()).containsExactly("send");
    }

    private Event queued(Unless unless) {
        return story.queued(story.request(new Fallback(Channel.SMS, true, AN_HOUR, unless, null)));
    }

    private void theHourPasses() {
        fallbacks.hear(plans.due(Stories.REQUESTED.plus(AN_HOUR), 10));
    }

    private void tell(Event... events) {
        List.of(events).forEach(event -> fallbacks.hear(Stories.news(event)));
    }

    private List<String> wishes() {
        return database.wishes().getOrDefault(story.id().fallback(), List.of());
    }
}
