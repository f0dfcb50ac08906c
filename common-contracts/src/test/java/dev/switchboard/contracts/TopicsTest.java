package dev.switchboard.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class TopicsTest {

    private static final Topics TOPICS = new Topics("north.", new Topic.Shape(12, (short) 3));

    @Test
    void topicsAreTheseAndCarryThePrefix() {
        assertThat(TOPICS.all().stream().map(Topic::name))
                .containsExactly(
                        "north.messaging.inbound.v1",
                        "north.messaging.status.v1",
                        "north.messaging.account.v1",
                        "north.messaging.send-requests.v1",
                        "north.messaging.send-outcomes.v1",
                        "north.messaging.changes.v1",
                        "north.messaging.unreadable.v1",
                        "north.messaging.redecode.v1",
                        "north.messaging.erasures.v1",
                        "north.messaging.dlt-audit.v1");
    }

    @Test
    void everyReaderHasItsOwnDeadLettersAndAPlaceToPark() {
        assertThat(Arrays.stream(TOPICS.declarations()).map(NewTopic::name))
                .contains(
                        "north.messaging.send-requests.v1.dispatcher-service.dlt",
                        "north.messaging.send-requests.v1.dispatcher-service.parked",
                        "north.messaging.status.v1.status-service.dlt",
                        "north.messaging.status.v1.fallback-service.dlt",
                        "north.messaging.redecode.v1.ingress-service.dlt")
                .doesNotContain("north.messaging.send-requests.v1.status-service.dlt")
                .doesNotHaveDuplicates()
                .hasSize(10 + 2 * 14);
    }

    @Test
    void oneThreadWritesAMessageBecauseAllTopicsAreSpreadAlike() {
        assertThat(TOPICS.declarations())
                .allSatisfy(topic -> assertThat(topic.numPartitions()).isEqualTo(12))
                .allSatisfy(topic -> assertThat(topic.replicationFactor()).isEqualTo((short) 3));
    }

    @Test
    void deadLettersOutliveTheirOriginAndHaveRoomForItsLargestRecord() {
        for (var topic : TOPICS.all()) {
            for (var deadLetters : topic.deadLetterDeclarations()) {
                assertThat(number(deadLetters, "retention.ms"))
                        .isGreaterThan(topic.retention().toMillis());
                assertThat(number(deadLetters, "max.message.bytes")).isGreaterThan(topic.maxRecordBytes());
            }
        }
    }

    @Test
    void theAuditOutlivesEveryDeadLetter() {
        assertThat(TOPICS.deadLetterAudit().retention().toMillis())
                .isGreaterThan(TOPICS.all().stream()
                        .flatMap(topic -> topic.deadLetterDeclarations().stream())
                        .mapToLong(deadLetters -> number(deadLetters, "retention.ms"))
                        .max()
                        .orElseThrow());
    }

    @Test
    void nonsenseIsRefusedNamingTheProperty() {
        assertThatThrownBy(() -> new Topic.Shape(0, (short) 1)).hasMessage("KAFKA_PARTITIONS is not positive");
        assertThatThrownBy(() -> new Topic.Shape(1, (short) 0)).hasMessage("KAFKA_REPLICATION is not positive");
    }

    private static long number(NewTopic topic, String setting) {
        return Long.parseLong(topic.configs().get(setting));
    }
}
