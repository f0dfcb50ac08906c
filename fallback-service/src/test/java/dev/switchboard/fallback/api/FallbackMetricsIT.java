package dev.switchboard.fallback.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.Event;
import dev.switchboard.fallback.Stories;
import dev.switchboard.fallback.TestDatabase;
import dev.switchboard.fallback.api.FallbackMetrics.Range;
import dev.switchboard.fallback.decision.News;
import dev.switchboard.fallback.decision.Rules;
import dev.switchboard.fallback.decision.RulesTest;
import dev.switchboard.fallback.hearing.Hearing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What fallbacks brought and cost, however often it is said. */
class FallbackMetricsIT {

    private static final Range THEIR_HOUR = new Range(Stories.REQUESTED, Stories.REQUESTED.plusSeconds(3600), "acme");

    private final TestDatabase database = TestDatabase.fresh();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Rules rules =
            Rules.parse(RulesTest.rules(",\"cost\":{\"perPart\":{\"*\":0.05,\"US\":0.01},\"perTenantAndDay\":{}}")
                    .getBytes(StandardCharsets.UTF_8));
    private final Hearing hearing = new Hearing(database.fallbacks(rules, Clock.systemUTC()), () -> {}, meters);

    @Test
    void ofNothingAreNoRates() {
        var metrics = FallbackMetrics.of(database.jdbc(), THEIR_HOUR);
        assertThat(metrics.messages()).isZero();
        assertThat(metrics.rates().fallback()).isNull();
        assertThat(metrics.rates().rescue()).isNull();
        assertThat(metrics.cost()).isNull();
    }

    @Test
    void tellRateRescueAndCostOnceHoweverOftenTheyAreHeard() {
        var stories = Stream.generate(Stories::next).limit(8).toList();
        var failed = stories.subList(0, 4);
        var delivered = stories.subList(4, 7);
        stories.forEach(story -> hear(story.queued()));
        failed.forEach(story -> hear(story.failed()));
        delivered.forEach(story -> hear(story.delivered()));
        failed.forEach(story -> hear(story.smsAccepted(), story.smsSent()));
        hear(failed.get(0).smsDelivered(), failed.get(0).smsDelivered());
        hear(failed.get(0).smsDelivered());
        hear(failed.get(1).smsDeliveredUnderItsSid(), failed.get(1).smsDelivered());
        hear(failed.get(2).delivered());

        var metrics = FallbackMetrics.of(database.jdbc(), THEIR_HOUR);

        assertThat(metrics.messages()).isEqualTo(8);
        assertThat(metrics.sms()).isEqualTo(4);
        assertThat(metrics.never()).isEqualTo(3);
        assertThat(metrics.waiting()).isOne();
        assertThat(metrics.rescued()).isEqualTo(2);
        assertThat(metrics.calledOff()).isOne();
        assertThat(metrics.parts()).isEqualTo(4);
        assertThat(metrics.rates().fallback()).isEqualByComparingTo("0.5");
        assertThat(metrics.rates().rescue()).isEqualByComparingTo("0.5");
        assertThat(metrics.cost()).isEqualByComparingTo("0.04");
        assertThat(metrics.decisions())
                .extracting(one -> one.decision() + " " + one.rule() + " " + one.messages())
                .containsExactly("sms r2 4", "never delivered 3");
        assertThat(meters.counter("messaging.fallbacks.rescued").count()).isEqualTo(2);
        assertThat(meters.counter("messaging.fallbacks.cost").count()).isEqualTo(0.04);
    }

    private void hear(Event... events) {
        hearing.hear(List.of(events).stream()
                .<News>flatMap(event -> Stories.news(event).stream())
                .toList());
    }
}
