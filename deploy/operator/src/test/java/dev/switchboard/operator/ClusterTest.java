package dev.switchboard.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

/** Any cluster is reached by the names Kafka's own documentation uses. */
class ClusterTest {

    private static final Map<String, String> SECURED = Map.of(
            "KAFKA_BOOTSTRAP_SERVERS",
            "localhost:9093",
            "KAFKA_TOPIC_PREFIX",
            "north.",
            "KAFKA_SECURITY_PROTOCOL",
            "SASL_SSL",
            "KAFKA_SASL_MECHANISM",
            "SCRAM-SHA-512",
            "KAFKA_SASL_JAAS_CONFIG",
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"ana\" password=\"secret\";",
            "KAFKA_SSL_TRUSTSTORE_TYPE",
            "PEM",
            "KAFKA_PARTITIONS",
            "12");

    @Test
    void everyClientSettingIsAVariable() {
        var cluster = Cluster.of(SECURED);
        assertThat(cluster.settings())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .containsEntry("ssl.truststore.type", "PEM")
                .doesNotContainKeys("topic.prefix", "partitions");
        assertThat(cluster.topics().status().name()).isEqualTo("north.messaging.status.v1");
    }

    @Test
    void allClientsTakeThem() {
        var cluster = Cluster.of(SECURED);
        assertThatCode(() -> {
                    cluster.consumer().close();
                    cluster.consumer("group", 10).close();
                    cluster.producer().close();
                    cluster.admin().close();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void aWrongOneIsNotSwallowed() {
        var wrong = Cluster.of(Map.of("KAFKA_SECURITY_PROTOCOL", "SASL_SSL", "KAFKA_SASL_MECHANISM", "SCRAM-SHA-512"));
        assertThatThrownBy(wrong::consumer).isInstanceOf(KafkaException.class);
    }
}
