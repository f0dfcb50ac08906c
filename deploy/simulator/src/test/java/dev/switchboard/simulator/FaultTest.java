package dev.switchboard.simulator;

import static dev.switchboard.simulator.RunningSimulator.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.twilio.exception.ApiException;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.type.PhoneNumber;
import dev.switchboard.simulator.twilio.TwilioTransport;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultTest {
    private static final Ingress INGRESS = new Ingress();
    private static final RunningSimulator SIMULATOR = new RunningSimulator(INGRESS.url());

    @AfterAll
    static void stop() {
        SIMULATOR.close();
        INGRESS.close();
    }

    @BeforeEach
    void noFaultsLeft() {
        SIMULATOR.delete("/api/faults");
    }

    @ParameterizedTest
    @CsvSource({
        "500, 20500, false",
        "429, 20429, false",
        "reset, 0, false",
        "accept-then-reset, 0, true",
        "half-answer, 0, true",
        "timeout, 0, false",
        "slow, 0, true"
    })
    void spoilsTheNextCreateAtTwilio(String fault, int code, boolean taken) {
        var mid = UUID.randomUUID().toString();
        plan(fault, "twilio");

        var patience = Duration.ofSeconds(fault.equals("timeout") || fault.equals("slow") ? 1 : 20);
        var spoiled = catchThrowableOfType(ApiException.class, () -> twilio(mid, patience));

        assertThat(spoiled.getCode()).isEqualTo(code == 0 ? null : code);
        assertTaken(mid, taken);
        assertThat(twilio(mid).getSid()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({"500, 500, 2", "429, 429, 130429"})
    void answersTroubleInMetasWords(String fault, int status, int code) {
        plan(fault, "meta");

        var answer = SIMULATOR.graph(text(UUID.randomUUID().toString()));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":" + code);
    }

    @ParameterizedTest
    @CsvSource({"reset, false", "accept-then-reset, true", "half-answer, true"})
    void cutsMetasConnection(String fault, boolean taken) {
        var mid = UUID.randomUUID().toString();
        plan(fault, "meta");

        var cut = catchThrowableOfType(UncheckedIOException.class, () -> SIMULATOR.graph(text(mid)));

        assertThat(cut.getCause()).isNotInstanceOf(HttpTimeoutException.class);
        assertTaken(mid, taken);
    }

    @Test
    void answersLateWhenSlow() {
        SIMULATOR.post("/api/faults", "{\"fault\":\"slow\",\"seconds\":0.3}");

        var started = System.nanoTime();
        var answer = SIMULATOR.graph(text(UUID.randomUUID().toString()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofMillis(290));
    }

    @Test
    void spoilsAsManyAsPlannedAndOnlyTheirProvider() {
        var planned = SIMULATOR.post("/api/faults", "{\"next\":2,\"fault\":\"500\",\"provider\":\"meta\"}");

        assertThat(planned.body())
                .isEqualTo("{\"waiting\":[{\"fault\":\"500\",\"provider\":\"meta\",\"next\":2,\"seconds\":0.0}]}");
        assertThat(twilio(UUID.randomUUID().toString()).getSid()).isNotBlank();
        assertThat(SIMULATOR.graph(text("1")).statusCode()).isEqualTo(500);
        assertThat(SIMULATOR.graph(text("2")).statusCode()).isEqualTo(500);
        assertThat(SIMULATOR.graph(text("3")).statusCode()).isEqualTo(200);
        assertThat(SIMULATOR.get("/api/faults").body()).isEqualTo("{\"waiting\":[]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'next':1} | fault",
                "{'next':1,'fault':'flood'} | fault",
                "{'next':0,'fault':'reset'} | next",
                "{'next':'many','fault':'reset'} | next",
                "{'next':1,'fault':'slow','seconds':-1} | seconds",
                "{'next':1,'fault':'slow','provider':'pigeon'} | provider"
            })
    void namesTheFieldThatIsWrong(String body, String field) {
        var answer = SIMULATOR.post("/api/faults", body.replace('\'', '"'));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(RunningSimulator.JSON.readTree(answer.body()).path("field").asString())
                .isEqualTo(field);
    }

    @Test
    void doesNotHoldUpTheEnd() {
        try (var simulator = new RunningSimulator(INGRESS.url(), "--spring.lifecycle.timeout-per-shutdown-phase=40s")) {
            simulator.post("/api/faults", "{\"fault\":\"timeout\"}");
            var silent =
                    simulator.graphRequest("/v25.0/15550003333/messages", "Bearer simulator-access-token", text("4"));
            var waiting = Thread.ofVirtual()
                    .start(() -> catchThrowableOfType(UncheckedIOException.class, () -> simulator.send(silent)));
            await().until(() -> simulator.get("/api/faults").body().equals("{\"waiting\":[]}"));

            var started = System.nanoTime();
            simulator.close();

            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
            waiting.interrupt();
        }
    }

    private static void plan(String fault, String provider) {
        var planned = SIMULATOR.post(
                "/api/faults",
                "{\"next\":1,\"fault\":\"%s\",\"provider\":\"%s\",\"seconds\":30}".formatted(fault, provider));
        assertThat(planned.statusCode()).isEqualTo(200);
    }

    /** A taken message lives its life although nobody heard the answer. */
    private static void assertTaken(String mid, boolean taken) {
        if (taken) {
            await().until(() -> !INGRESS.calls(mid).isEmpty());
        }
        assertThat(SIMULATOR.json("/api/messages?mid=" + mid).path("count").asInt())
                .isEqualTo(taken ? 1 : 0);
    }

    private static Message twilio(String mid) {
        return twilio(mid, Duration.ofSeconds(20));
    }

    private static Message twilio(String mid, Duration patience) {
        return Message.creator(new PhoneNumber(number("0100")), new PhoneNumber("+15550002222"), "Hello")
                .setStatusCallback(URI.create(RunningSimulator.PUBLIC + "/status?mid=" + mid))
                .create(TwilioTransport.client(SIMULATOR, TwilioTransport.TOKEN, patience));
    }

    private static String text(String mid) {
        return """
                {"messaging_product":"whatsapp","to":"%s","type":"text","text":{"body":"x"},"biz_opaque_callback_data":"%s"}""".formatted(number("0100"), mid);
    }
}
