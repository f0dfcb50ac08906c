package dev.switchboard.benchmarks;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** The least that is durable: reads the body, produces it, answers when the broker has it. It verifies and decodes nothing. */
final class BareWebhooks {

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;

    private BareWebhooks(Map<String, String> settings) {
        this.topic = settings.getOrDefault("BARE_TOPIC", "");
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        settings.getOrDefault("KAFKA_BOOTSTRAP_SERVERS", ""),
                        "acks",
                        "all",
                        "enable.idempotence",
                        true,
                        // As ingress has it.
                        "linger.ms",
                        5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    public static void main(String[] arguments) {
        var bare = new BareWebhooks(System.getenv());
        HttpServer.create()
                .host("127.0.0.1")
                .port(Integer.parseInt(System.getenv("PORT")))
                .route(routes -> routes.get("/actuator/health/readiness", (_, response) -> response.send())
                        .post("/**", bare::take))
                .bindNow()
                .onDispose()
                .block();
    }

    private Mono<Void> take(HttpServerRequest request, HttpServerResponse response) {
        return request.receive()
                .aggregate()
                .asByteArray()
                .flatMap(body -> produced(key(request), body))
                .then(response.send());
    }

    private static byte[] key(HttpServerRequest request) {
        var query = new QueryStringDecoder(request.uri()).parameters();
        return query.getOrDefault("mid", List.of("")).getFirst().getBytes(StandardCharsets.UTF_8);
    }

    private Mono<Void> produced(byte[] key, byte[] body) {
        return Mono.create(sink -> producer.send(new ProducerRecord<>(topic, key, body), (_, failure) -> {
            if (failure == null) {
                sink.success();
            } else {
                sink.error(failure);
            }
        }));
    }
}
