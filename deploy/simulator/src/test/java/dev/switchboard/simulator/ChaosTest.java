package dev.switchboard.simulator;

import static dev.switchboard.simulator.RunningSimulator.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ChaosTest {
    private static final Ingress INGRESS = new Ingress();
    private static final RunningSimulator SIMULATOR = new RunningSimulator(INGRESS.url());

    @AfterEach
    void calm() {
        SIMULATOR.delete("/api/chaos");
        SIMULATOR.delete("/api/rejected");
    }

    @AfterAll
    static void stop() {
        SIMULATOR.close();
        INGRESS.close();
    }

    @Test
    void tellsNobodyWhatGetsLost() {
        become("{\"loss\":1}");
        var mid = send();

        await().until(() -> status(mid).equals("read"));
        assertThat(message(mid)
                        .path("callbacks")
                        .valueStream()
                        .map(one -> one.path("outcome").asString()))
                .containsExactly("lost", "lost", "lost");
        assertThat(INGRESS.calls(mid)).isEmpty();
    }

    @Test
    void tellsTwiceWhatIsDoubled() {
        become("{\"duplicates\":1}");
        var mid = send();

        await().until(() -> INGRESS.calls(mid).size() == 6);
        assertThat(told(mid)).containsExactly("sent", "sent", "delivered", "delivered", "read", "read");
    }

    @Test
    void letsLaterCallbacksOvertake() {
        become("{\"reorder\":0.5}");
        var mids = IntStream.range(0, 20).mapToObj(_ -> send()).toList();

        await().until(() -> mids.stream().allMatch(mid -> INGRESS.calls(mid).size() == 3));
        assertThat(mids).anySatisfy(mid -> assertThat(told(mid)).isNotEqualTo(List.of("sent", "delivered", "read")));
    }

    @ParameterizedTest
    @CsvSource({"tooMany, 429, 130429", "serverErrors, 500, 2"})
    void turnsCreatesAway(String field, int status, int code) {
        become("{\"" + field + "\":1}");
        var answer = SIMULATOR.graph(text(UUID.randomUUID().toString()));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":" + code);
    }

    @Test
    void doesTheSameAgainWithTheSameSeed() {
        assertThat(lostOfTwenty("--SIMULATOR_SEED=7"))
                .isEqualTo(lostOfTwenty("--SIMULATOR_SEED=7"))
                .isNotEqualTo(lostOfTwenty("--SIMULATOR_SEED=8"));
    }

    @Test
    void isCalmAgainAfterADelete() {
        become("{\"loss\":0.5,\"delay\":0.2}");
        SIMULATOR.delete("/api/chaos");

        assertThat(SIMULATOR.json("/api/chaos").valueStream().map(JsonNode::doubleValue))
                .containsOnly(0.0);
    }

    @ParameterizedTest
    @CsvSource({"loss, 1.5", "delay, -1", "duplicates, 2"})
    void namesTheFieldThatIsWrong(String field, double value) {
        var answer = SIMULATOR.put("/api/chaos", "{\"" + field + "\":" + value + "}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(RunningSimulator.JSON.readTree(answer.body()).path("field").asString())
                .isEqualTo(field);
    }

    @Test
    void keepsWhatItWouldNotTakeAndSaysAllThatIsWrong() {
        SIMULATOR.graph("{\"messaging_product\":\"whatsapp\",\"to\":\"12\",\"type\":\"text\"}");

        var rejected = SIMULATOR.json("/api/rejected");
        assertThat(rejected.path("count").intValue()).isEqualTo(1);
        assertThat(rejected.at("/rejections/0/problems").valueStream().map(JsonNode::asString))
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem).contains("to is not a valid recipient"))
                .anySatisfy(problem -> assertThat(problem).contains("text is required"));
        assertThat(rejected.at("/rejections/0/request/body/to").asString()).isEqualTo("12");
    }

    @Test
    void measuresThePaceOfEverySender() {
        SIMULATOR.delete("/api/messages");
        IntStream.range(0, 3).forEach(_ -> send());

        var pace = SIMULATOR.json("/api/pace").at("/senders/0");
        assertThat(pace.path("from").asString()).isEqualTo("15550003333");
        assertThat(pace.path("count").intValue()).isEqualTo(3);
        assertThat(pace.path("mostPerSecond").intValue()).isBetween(1, 3);
    }

    private static List<Integer> lostOfTwenty(String seed) {
        try (var simulator = new RunningSimulator(INGRESS.url(), seed)) {
            simulator.put("/api/chaos", "{\"loss\":0.3}");
            IntStream.range(0, 20).forEach(at -> simulator.graph(text("seeded-" + at)));
            await().until(() -> simulator
                    .json("/api/messages")
                    .path("messages")
                    .valueStream()
                    .allMatch(message -> message.path("callbacks").size() == 3));
            return IntStream.range(0, 20)
                    .mapToObj(at ->
                            simulator.json("/api/messages?mid=seeded-" + at).at("/messages/0/callbacks"))
                    .map(callbacks -> (int) StreamSupport.stream(callbacks.spliterator(), false)
                            .filter(one -> one.path("outcome").asString().equals("lost"))
                            .count())
                    .toList();
        }
    }

    private static void become(String chaos) {
        assertThat(SIMULATOR.put("/api/chaos", chaos).statusCode()).isEqualTo(200);
    }

    private static String send() {
        var mid = UUID.randomUUID().toString();
        assertThat(SIMULATOR.graph(text(mid)).statusCode()).isEqualTo(200);
        return mid;
    }

    private static List<String> told(String mid) {
        return INGRESS.calls(mid).stream()
                .map(call -> RunningSimulator.JSON
                        .readTree(call.body())
                        .at("/entry/0/changes/0/value/statuses/0/status")
                        .asString())
                .toList();
    }

    private static JsonNode message(String mid) {
        return SIMULATOR.json("/api/messages?mid=" + mid).at("/messages/0");
    }

    private static String status(String mid) {
        return message(mid).path("status").asString();
    }

    private static String text(String mid) {
        return """
                {"messaging_product":"whatsapp","to":"%s","type":"text","text":{"body":"x"},"biz_opaque_callback_data":"%s"}""".formatted(number("0100"), mid);
    }
}
