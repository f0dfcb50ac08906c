package dev.switchboard.dispatcher.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.dispatcher.TestLedger;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a claim costs must not depend on the hour at which the database last looked at its tables. */
class QueueIT {

    private static TestLedger ledger;

    @BeforeAll
    static void open() {
        ledger = TestLedger.open("queueplans");
    }

    @Test
    void findsWhatIsDueByItsLaneAlsoWhenNothingWaitedAtTheLastLook() {
        ledger.add(20_000, "accepted");
        ledger.look();
        assertTakesItsOwnIndexes();

        ledger.add(5_000, "waiting");
        assertTakesItsOwnIndexes();
    }

    private static void assertTakesItsOwnIndexes() {
        assertThat(ledger.waysThrough(
                        Queue.NEXT, Map.of("rooms", "[{\"sender\": \"one\", \"room\": 256}]", "limit", 256)))
                .containsExactly("sends_due", "sends_pkey");
    }

    @Test
    void theSweepHasAnIndexOfItsOwn() {
        ledger.add(20_000, "accepted");
        ledger.look();

        assertThat(ledger.waysThrough(Expiry.EXPIRE, Map.of("limit", 500))).contains("sends_expiring");
    }
}
