package dev.switchboard.simulator;

import static dev.switchboard.simulator.RunningSimulator.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.twilio.rest.api.v2010.account.Message;
import com.twilio.security.RequestValidator;
import com.twilio.type.PhoneNumber;
import dev.switchboard.simulator.Ingress.Call;
import dev.switchboard.simulator.twilio.TwilioTransport;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DeliveryTest {
    private static final String STATUS = RunningSimulator.PUBLIC + "/status?mid=";
    private static final Map<String, ToIntFunction<Call>> ANSWERS = new ConcurrentHashMap<>();
    private static final Ingress INGRESS = new Ingress().answering(DeliveryTest::answer);
    private static final RunningSimulator KIND = new RunningSimulator(INGRESS.url());
    private static final RunningSimulator STRICT =
            new RunningSimulator(INGRESS.url(), "--SIMULATOR_CALLBACK_RETRY=false");

    private final String mid = UUID.randomUUID().toString();

    @AfterAll
    static void stop() {
        KIND.close();
        STRICT.close();
        INGRESS.close();
    }

    @Test
    void deliversInOrderOnceIngressIsBack() {
        var port = freePort();
        send(KIND, "http://127.0.0.1:" + port + "/status?mid=" + mid);
        await().until(() -> message(KIND, mid).path("status").asString().equals("delivered"));
        assertThat(message(KIND, mid).path("delivered")).isEmpty();

        try (var back = new Ingress(port)) {
            await().until(() -> told(KIND, mid, "delivered"));

            assertThat(statuses(back, mid)).containsExactly("queued", "sent", "delivered");
            assertThat(message(KIND, mid).at("/callbacks/0/attempts").asInt()).isGreaterThan(1);
        }
    }

    @Test
    void repeatsTheSameRequestWithTheSameToken() {
        var refusals = new AtomicInteger(2);
        ANSWERS.put(mid, _ -> refusals.getAndDecrement() > 0 ? 503 : 200);

        send(KIND, STATUS + mid);

        await().until(() -> told(KIND, mid, "delivered"));
        assertThat(statuses(INGRESS, mid)).containsExactly("queued", "queued", "queued", "sent", "delivered");
        assertThat(INGRESS.calls(mid).stream()
                        .map(call -> call.header("I-Twilio-Idempotency-Token"))
                        .distinct())
                .hasSize(3);
    }

    @Test
    void givesUpAsTwilioDoesWhenToldSoAndRedeliversOnDemand() {
        ANSWERS.put(mid, _ -> 503);
        send(STRICT, STATUS + mid);
        await().until(() -> told(STRICT, mid, "failed"));
        assertThat(statuses(INGRESS, mid)).containsExactly("queued", "sent", "delivered");
        STRICT.post("/api/redeliver", "");
        assertThat(statuses(INGRESS, mid)).hasSize(6);
        ANSWERS.remove(mid);

        var redelivery =
                RunningSimulator.JSON.readTree(STRICT.post("/api/redeliver", "").body());

        assertThat(redelivery.path("redelivered").asInt()).isGreaterThanOrEqualTo(3);
        assertThat(statuses(INGRESS, mid).subList(6, 9)).containsExactly("queued", "sent", "delivered");
        STRICT.post("/api/redeliver", "");
        assertThat(statuses(INGRESS, mid)).hasSize(9);
    }

    @Test
    void honoursTheAddressesOwnRetries() {
        ANSWERS.put(mid, _ -> 503);

        send(STRICT, STATUS + mid + "#rc=2&rp=5xx");

        await().until(() -> told(STRICT, mid, "failed"));
        assertThat(message(STRICT, mid).at("/callbacks/0/attempts").asInt()).isEqualTo(3);
        assertThat(INGRESS.calls(mid)).hasSize(9);
    }

    @Test
    void stopsRepeatingWhenItsTimeIsOver() {
        try (var simulator = new RunningSimulator("http://127.0.0.1:1", "--SIMULATOR_CALLBACK_RETRY_FOR=200ms")) {
            send(simulator, STATUS + mid);

            await().until(() -> told(simulator, mid, "failed"));
            assertThat(message(simulator, mid).at("/callbacks/0/attempts").asInt())
                    .isGreaterThan(1);
            assertThat(simulator.get("/api/callbacks").body())
                    .isEqualTo(
                            "{\"waiting\":0,\"delivered\":0,\"failed\":3,\"outOfReach\":0,\"lost\":0,\"undelivered\":3}");
        }
    }

    @Test
    void contactsNothingOutsideLoopback() {
        send(KIND, "https://other.example.com/status?mid=" + mid);

        await().until(() -> told(KIND, mid, "out-of-reach"));
        assertThat(INGRESS.calls(mid)).isEmpty();
    }

    @Test
    void deliversAsGivenToAnotherLoopbackAddress() {
        try (var elsewhere = new Ingress()) {
            var url = elsewhere.url() + "/hook?mid=" + mid + "&plus=%2B1%20x";
            send(KIND, url + "#rc=1");

            await().until(() -> elsewhere.calls(mid).size() == 3);
            var call = elsewhere.calls(mid).getFirst();
            var validator = new RequestValidator(TwilioTransport.TOKEN);
            assertThat(call.target().getRawQuery()).isEqualTo("mid=" + mid + "&plus=%2B1%20x");
            assertThat(validator.validate(url, call.form(), call.header("X-Twilio-Signature")))
                    .isTrue();
            assertThat(INGRESS.calls(mid)).isEmpty();
        }
    }

    @Test
    void keepsTheOrderOfEachOfManyMessages() {
        var mids = IntStream.range(0, 300)
                .mapToObj(_ -> UUID.randomUUID().toString())
                .toList();

        mids.parallelStream().forEach(each -> send(KIND, STATUS + each));

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(mids)
                        .allSatisfy(each ->
                                assertThat(statuses(INGRESS, each)).containsExactly("queued", "sent", "delivered")));
    }

    @Test
    void countsWhatWasSentTwiceAmongTheNewest() {
        try (var simulator = new RunningSimulator(INGRESS.url(), "--SIMULATOR_KEEP=4")) {
            send(simulator, STATUS + "forgotten");
            send(simulator, STATUS + "once");
            var first = send(simulator, STATUS + "twice");
            var second = send(simulator, STATUS + "twice");
            send(simulator, RunningSimulator.PUBLIC + "/status");

            assertThat(simulator.json("/api/duplicates").toString())
                    .isEqualTo(
                            "{\"accepted\":4,\"distinct\":2,\"withoutMid\":1,\"duplicates\":[{\"mid\":\"twice\",\"count\":2,\"sids\":[\"%s\",\"%s\"]}]}"
                                    .formatted(second, first));
            assertThat(simulator.json("/api/messages").path("count").asInt()).isEqualTo(4);
            assertThat(simulator.json("/api/messages/" + first).path("mid").asString())
                    .isEqualTo("twice");
            assertThat(simulator.delete("/api/messages").statusCode()).isEqualTo(204);
            assertThat(simulator.json("/api/duplicates").path("accepted").asInt())
                    .isZero();
            assertThat(simulator.get("/api/messages/" + first).statusCode()).isEqualTo(404);
        }
    }

    private static String send(RunningSimulator simulator, String callback) {
        return Message.creator(new PhoneNumber(number("0100")), new PhoneNumber("+15550002222"), "Hello")
                .setStatusCallback(URI.create(callback))
                .create(TwilioTransport.client(simulator))
                .getSid();
    }

    private static JsonNode message(RunningSimulator simulator, String mid) {
        return simulator.json("/api/messages?mid=" + mid).at("/messages/0");
    }

    private static boolean told(RunningSimulator simulator, String mid, String outcome) {
        return message(simulator, mid)
                        .path("callbacks")
                        .valueStream()
                        .filter(callback -> callback.path("outcome").asString().equals(outcome))
                        .count()
                == 3;
    }

    private static int answer(Call call) {
        var mid = String.valueOf(call.target().getQuery()).replace("mid=", "");
        return ANSWERS.getOrDefault(mid, _ -> 200).applyAsInt(call);
    }

    private static List<String> statuses(Ingress ingress, String mid) {
        return ingress.calls(mid).stream()
                .map(call -> call.form().get("MessageStatus"))
                .toList();
    }

    private static int freePort() {
        try (var ingress = new Ingress()) {
            return ingress.port();
        }
    }
}
