package dev.switchboard.contracts.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StatusTest {

    @Test
    void ladderIsTheOneEveryStoreSortsBy() {
        assertThat(Arrays.stream(Status.values()).map(Status::wireName))
                .containsExactly(
                        "received",
                        "requested",
                        "scheduled",
                        "deferred",
                        "uncertain",
                        "accepted",
                        "queued",
                        "sending",
                        "sent",
                        "partially_delivered",
                        "canceled",
                        "expired",
                        "refused",
                        "undelivered",
                        "failed",
                        "delivered",
                        "read",
                        "played");
    }

    @Test
    void successStandsAboveFailureAndFailureAboveTheWayThere() {
        assertThat(Arrays.stream(Status.values()).filter(Status::isSuccess))
                .containsExactly(Status.DELIVERED, Status.READ, Status.PLAYED);
        assertThat(Arrays.stream(Status.values()).filter(Status::isFailure))
                .containsExactly(Status.CANCELED, Status.EXPIRED, Status.REFUSED, Status.UNDELIVERED, Status.FAILED);
    }
}
