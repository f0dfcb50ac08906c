package dev.switchboard.operator.replay;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.deadletter.Effect;
import dev.switchboard.contracts.deadletter.Preview;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import tools.jackson.core.JacksonException;

/** Asks the service that put records aside what they would do if they came back. */
final class Services {

    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(2);
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECTED_WITHIN).build();
    private final Map<String, String> environment;
    private final Clock clock;

    /** Why a service could not be asked, or could not say it of one of its topics. */
    private final Map<ConsumerGroup, String> unknown = new EnumMap<>(ConsumerGroup.class);

    /** They are not asked again. */
    private final Set<ConsumerGroup> unreachable = EnumSet.noneOf(ConsumerGroup.class);

    Services(Map<String, String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    /** Which services could not be asked, and why. */
    Map<ConsumerGroup, String> unknown() {
        return unknown;
    }

    /** One effect for each record; empty when nobody could be asked. */
    Optional<List<Effect>> effects(ConsumerGroup reader, String topic, List<ProducerRecord<byte[], byte[]>> records) {
        if (unreachable.contains(reader)) {
            return Optional.empty();
        }
        var address = address(reader);
        var preview =
                new Preview(topic, records.stream().map(Preview.Letter::of).toList());
        try {
            return answered(reader, topic, address, http.send(request(address, preview), body()));
        } catch (IOException e) {
            return dontKnow(reader, address + " does not answer");
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static HttpResponse.BodyHandler<byte[]> body() {
        return HttpResponse.BodyHandlers.ofByteArray();
    }

    private HttpRequest request(String address, Preview preview) {
        var request = HttpRequest.newBuilder(URI.create(address + Preview.PATH))
                .header("Content-Type", "application/json")
                .timeout(ANSWERED_WITHIN)
                .POST(HttpRequest.BodyPublishers.ofByteArray(Wire.write(preview)));
        Token.of(environment, clock).ifPresent(token -> request.header("Authorization", "Bearer " + token));
        return request.build();
    }

    private Optional<List<Effect>> answered(
            ConsumerGroup reader, String topic, String address, HttpResponse<byte[]> response) {
        return switch (response.statusCode()) {
            case 200 -> read(reader, address, response.body());
            case 422 -> {
                unknown.putIfAbsent(reader, "it cannot try records of " + topic);
                yield Optional.empty();
            }
            case 401, 403 ->
                dontKnow(
                        reader,
                        address + " wants a token with dlt:replay: SWITCHBOARD_TOKEN, or JWT_SECRET to make one");
            default -> dontKnow(reader, address + " answers " + response.statusCode());
        };
    }

    private Optional<List<Effect>> read(ConsumerGroup reader, String address, byte[] body) {
        try {
            return Optional.of(Wire.JSON.readValue(body, Preview.Answer.class).effects());
        } catch (JacksonException e) {
            return dontKnow(reader, address + " answers something else");
        }
    }

    private Optional<List<Effect>> dontKnow(ConsumerGroup reader, String why) {
        unknown.put(reader, why);
        unreachable.add(reader);
        return Optional.empty();
    }

    private String address(ConsumerGroup reader) {
        return switch (reader) {
            case STATUS -> environment.getOrDefault("STATUS_URL", "http://localhost:8082");
            case DISPATCHER -> environment.getOrDefault("DISPATCHER_URL", "http://localhost:8081");
            case FALLBACK -> environment.getOrDefault("FALLBACK_URL", "http://localhost:8083");
            case INGRESS -> environment.getOrDefault("INGRESS_URL", "http://localhost:8080");
        };
    }
}
