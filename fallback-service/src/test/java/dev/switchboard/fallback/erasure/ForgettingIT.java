package dev.switchboard.fallback.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.request.Fallback;
import dev.switchboard.fallback.Stories;
import dev.switchboard.fallback.TestDatabase;
import dev.switchboard.fallback.hearing.Fallbacks;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ForgettingIT {

    private static final Duration KEPT = Duration.ofDays(31);
    private static final Fallback IN_AN_HOUR = new Fallback(Channel.SMS, false, Duration.ofHours(1), null);

    private final TestDatabase database = TestDatabase.fresh();
    private final Fallbacks fallbacks = database.fallbacks();

    @Test
    void newsThatNobodyAskedForGoesAndWhatIsStillOpenStays() {
        var unplanned = Stories.next();
        var decided = Stories.next();
        var open = Stories.next();
        fallbacks.hear(Stories.news(unplanned.undeliveredUnderItsSid()));
        fallbacks.hear(Stories.news(decided.queued()));
        fallbacks.hear(Stories.news(decided.failed()));
        fallbacks.hear(Stories.news(open.queued(open.request(IN_AN_HOUR))));
        fallbacks.hear(Stories.news(open.accepted()));
        fallbacks.hear(Stories.news(open.undeliveredUnderItsSid()));
        forget(KEPT.minusDays(1));
        assertThat(rows("facts")).isEqualTo(3);
        forget(KEPT.plusDays(1));
        assertThat(rows("facts")).isEqualTo(1);
        assertThat(rows("names")).isEqualTo(2);
        assertThat(rows("plans")).isEqualTo(2);
        assertThat(rows("outbox")).isEqualTo(1);
    }

    private void forget(Duration later) {
        new Forgetting(database.jdbc(), KEPT, Clock.offset(Clock.systemUTC(), later)).forget();
    }

    private long rows(String table) {
        return database.jdbc()
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }
}
