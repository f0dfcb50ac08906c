package dev.switchboard.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.request.Fallback;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.fallback.decision.Fact;
import dev.switchboard.fallback.decision.News;
import dev.switchboard.fallback.decision.Rules;
import dev.switchboard.fallback.hearing.Fallbacks;
import dev.switchboard.fallback.hearing.Plans;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a further try is heard under its original, whoever names it how. */
@Timeout(60)
class FurtherTriesIT {

    private static final Address ELSEWHERE = new Address("+4915112345678");

    private final TestDatabase database = TestDatabase.fresh();
    private final Clock clock = Clock.fixed(Stories.FAILED, ZoneOffset.UTC);
    private final Fallbacks fallbacks = database.fallbacks(Rules.defaults(), clock);
    private final Stories story = Stories.next();
    private final Stories first = new Stories(story.id().retry(1));
    private final Stories second = new Stories(story.id().retry(2));

    @Test
    void eachFailureLeadsToTheNextAndTheLastToOneSms() {
        hear(queued(), story.failed(), story.failed(), first.queued(noFallback(first)), first.accepted());
        assertThat(wishes()).isEqualTo(Map.of(first.id(), List.of("send")));
        hear(first.undeliveredUnderItsSid());
        hear(first.failed());
        assertThat(wishes()).containsOnlyKeys(first.id(), second.id());
        hear(second.failed(), second.accepted(), second.undeliveredUnderItsSid(), story.failed());
        assertThat(wishes())
                .isEqualTo(Map.of(
                        first.id(), List.of("send"),
                        second.id(), List.of("send"),
                        story.id().fallback(), List.of("send")));
    }

    @Test
    void anEndThatNobodyChoseIsKnownToTheNanosecondAndLeavesTimeForTries() {
        var now = Stories.REQUESTED.plusNanos(123_456_789);
        var request =
                story.request(Channel.WHATSAPP, ELSEWHERE, new Content.Text("Hello"), Fallback.onFailure(null), now);
        hear(story.queued(request), story.failed());
        assertThat(wishes()).isEqualTo(Map.of(first.id(), List.of("send")));
        assertThat(plansDue()).as("four days from then").isEmpty();
    }

    @Test
    void aTryThatArrivesEndsIt() {
        hear(queued(), story.failed());
        hear(first.readUnderItsSid());
        hear(first.accepted());
        assertThat(decision()).isEqualTo("never delivered");
        assertThat(plansDue()).isEmpty();
    }

    @Test
    void anOriginalThatArrivesLateCallsItsTryOff() {
        hear(queued(), story.failed());
        hear(story.delivered());
        assertThat(wishes()).isEqualTo(Map.of(first.id(), List.of("send", "cancel")));
    }

    @Test
    void theDeadlineIsWaitedForAndThenTheSmsReplacesTheTry() {
        hear(queued(), story.failed());
        assertThat(new Plans(database.jdbc()).due(Stories.REQUESTED.plus(Duration.ofHours(95)), 10))
                .isEmpty();
        fallbacks.hear(plansDue());
        assertThat(decision()).isEqualTo("sms deadline");
        assertThat(wishes())
                .isEqualTo(Map.of(
                        first.id(), List.of("send", "cancel"),
                        story.id().fallback(), List.of("send")));
    }

    @Test
    void aTryDeliveredAfterTheSmsCallsTheSmsOff() {
        hear(queued(), story.failed());
        fallbacks.hear(plansDue());
        hear(first.delivered());
        assertThat(wishes().get(story.id().fallback())).containsExactly("send", "cancel");
    }

    @Test
    void aTryIsPublishedForTheHourItIsToLeave() {
        hear(queued(), story.failed());
        assertThat(database.jdbc()
                        .sql("select value from outbox")
                        .query(String.class)
                        .single())
                .contains("\"retryOf\":\"" + story.id() + "\"", "\"sendAt\":\"2026-11-22T10:00:03Z\"");
    }

    private List<Fact> plansDue() {
        return new Plans(database.jdbc()).due(Stories.REQUESTED.plus(Duration.ofHours(96)), 10);
    }

    private Event queued() {
        return story.queued(story.request(
                Channel.WHATSAPP,
                ELSEWHERE,
                new Content.Text("Sale ends today"),
                Fallback.onFailure(null),
                Stories.REQUESTED));
    }

    private static SendRequest noFallback(Stories story) {
        return story.request(null);
    }

    private void hear(Event... events) {
        fallbacks.hear(Stream.of(events)
                .<News>flatMap(event -> Stories.news(event).stream())
                .toList());
    }

    private Map<MessageId, List<String>> wishes() {
        return database.wishes();
    }

    private String decision() {
        return database.jdbc()
                .sql("select decision || ' ' || rule from plans")
                .query(String.class)
                .single();
    }
}
