package dev.switchboard.fallback;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.KafkaException;

class RepeatedWorkTest {

    /** The first look at topics that are only being made failed so, and was the last one. */
    @Test
    void aFailureWithoutAStackTraceDoesNotEndTheRepetition() {
        var failure = new KafkaException("no news", new UnknownTopicOrPartitionException("no such topic"));
        assertThatCode(() -> new RepeatedWork().handleError(failure)).doesNotThrowAnyException();
    }
}
