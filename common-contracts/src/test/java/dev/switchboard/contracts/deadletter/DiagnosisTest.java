package dev.switchboard.contracts.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

class DiagnosisTest {

    private static final String SECRET = "+14155550142 wrote: see you at eight";

    @Test
    void ownReasonIsRepeatedHoweverDeepItLies() {
        var diagnosis = Diagnosis.of(new IllegalStateException(SECRET, CannotWork.conflict("other content")));

        assertThat(diagnosis.cause()).isEqualTo("conflict");
        assertThat(diagnosis.reason()).isEqualTo("other content");
    }

    @Test
    void brokenConstraintIsNamedByItsState() {
        var diagnosis = Diagnosis.of(
                new DataIntegrityViolationException(SECRET, new SQLException("Failing row: " + SECRET, "23514")));

        assertThat(diagnosis.cause()).isEqualTo("invalid");
        assertThat(diagnosis.reason()).startsWith("java.sql.SQLException 23514 at dev.switchboard.");
        assertThat(diagnosis.exception()).isEqualTo(DataIntegrityViolationException.class.getName());
        assertThat(diagnosis.rootException()).isEqualTo(SQLException.class.getName());
    }

    @Test
    void wordsOfOthersAreNotRepeated() {
        var failure = new IllegalStateException(SECRET, new IllegalArgumentException(SECRET));
        failure.addSuppressed(new IllegalStateException(SECRET));

        var diagnosis = Diagnosis.of(failure);

        assertThat(diagnosis.cause()).isEqualTo("bug");
        assertThat(diagnosis.toString()).doesNotContain("1415").doesNotContain("eight");
        assertThat(diagnosis.stackTrace())
                .startsWith("java.lang.IllegalStateException\n\tat dev.switchboard.")
                .contains("\ncaused by java.lang.IllegalArgumentException\n\tat dev.switchboard.");
    }

    @Test
    void stackTraceStaysShort() {
        var failure = new IllegalStateException();
        for (var i = 0; i < 20; i++) {
            failure = new IllegalStateException(failure);
        }

        assertThat(Diagnosis.of(failure).stackTrace()).hasSize(8 * 1024);
    }

    @Test
    void chainThatBitesItsTailEnds() {
        var head = new IllegalStateException();
        head.initCause(new IllegalStateException(head));

        assertThat(Diagnosis.of(head).cause()).isEqualTo("bug");
    }
}
