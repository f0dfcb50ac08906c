package dev.switchboard.dispatcher.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.dispatcher.TestLedger;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whether a sender has something to send is asked at every claim. */
class PacesIT {

    @Test
    void findsWhatWaitsByItsLaneAlsoWhenThousandsWaitedAtTheLastLook() {
        var ledger = TestLedger.open("paceplans");
        ledger.add(20_000, "accepted");
        ledger.add(5_000, "waiting");
        ledger.look();

        assertThat(ledger.waysThrough(Paces.OPEN, Map.of("horizon", 0.1))).containsExactly("sends_due");
    }
}
