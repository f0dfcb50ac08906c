package dev.switchboard.fallback.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.RecordPosition;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.erasure.ErasureEvent;
import dev.switchboard.contracts.erasure.ErasureEvent.ContactErased;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.request.Fallback;
import dev.switchboard.fallback.Stories;
import dev.switchboard.fallback.TestDatabase;
import dev.switchboard.fallback.hearing.Fallbacks;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Of somebody who was erased no number and no word is left, and nothing more is sent. */
@Timeout(30)
class ErasuresIT {

    private final TestDatabase database = TestDatabase.fresh();
    private final Fallbacks fallbacks = database.fallbacks();
    private final Erasures erasures = new Erasures(database.jdbc(), database.transaction());

    @Test
    void noNumberAndNoWordIsLeftAndTheDecisionStays() {
        var decided = Stories.next();
        fallbacks.hear(Stories.news(decided.queued()));
        fallbacks.hear(Stories.news(decided.failed()));
        assertThat(rowsWithTheNumber()).isEqualTo(2);

        erase(decided.id());
        erase(decided.id());

        assertThat(rowsWithTheNumber()).isZero();
        assertThat(decision(decided)).isEqualTo("sms");
        assertThat(count("select count(*) from outbox where published_at is null"))
                .isZero();
    }

    @Test
    void whatIsStillOpenIsDecidedAndWhatComesLateIsNotPlanned() {
        var open = Stories.next();
        var late = Stories.next();
        fallbacks.hear(Stories.news(open.queued(open.request(Fallback.onFailure("my own words")))));

        erase(open.id(), late.id());
        fallbacks.hear(Stories.news(open.failed()));
        fallbacks.hear(Stories.news(late.queued()));
        fallbacks.hear(Stories.news(late.failed()));

        assertThat(decision(open)).isEqualTo("never");
        assertThat(count("select count(*) from plans")).isEqualTo(1);
        assertThat(count("select count(*) from outbox")).isZero();
        assertThat(rowsWithTheNumber()).isZero();
        assertThat(count("select count(*) from plans where request like '%my own words%'"))
                .isZero();
    }

    private void erase(MessageId... messages) {
        ErasureEvent erased =
                new ContactErased("contact", List.of(), Stream.of(messages).toList(), Instant.now());
        erasures.on(List.of(
                new Delivery<>(erased, Stories.envelope(), new RecordPosition("erasures", 0, 1), Instant.now())));
    }

    private String decision(Stories story) {
        return database.jdbc()
                .sql("select decision from plans where message_id = :id")
                .param("id", story.id().value())
                .query(String.class)
                .single();
    }

    private long rowsWithTheNumber() {
        return count("select (select count(*) from plans where request like '%4155550149%')"
                + " + (select count(*) from outbox where value like '%4155550149%')");
    }

    private long count(String sql) {
        return database.jdbc().sql(sql).query(Long.class).single();
    }
}
