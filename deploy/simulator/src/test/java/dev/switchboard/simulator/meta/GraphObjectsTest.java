package dev.switchboard.simulator.meta;

import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.rest.api.v2010.Account;
import dev.switchboard.simulator.Ingress;
import dev.switchboard.simulator.RunningSimulator;
import dev.switchboard.simulator.twilio.TwilioTransport;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class GraphObjectsTest {
    private static final Ingress INGRESS = new Ingress();
    private static final RunningSimulator SIMULATOR = new RunningSimulator(INGRESS.url());

    @AfterAll
    static void stop() {
        SIMULATOR.close();
        INGRESS.close();
    }

    @Test
    void theNumberIsKnownByItsIdAndUnderItsAccount() {
        assertThat(json("/v25.0/15550003333").path("quality_rating").asString()).isEqualTo("GREEN");
        assertThat(json("/v25.0/100000000000001/phone_numbers").at("/data/0/id").asString())
                .isEqualTo("15550003333");
    }

    @Test
    void templatesAreListedAndHandedIn() {
        assertThat(json("/v25.0/100000000000001/message_templates?name=spring_sale")
                        .at("/data/0/status")
                        .asString())
                .isEqualTo("APPROVED");

        var handedIn = post(
                "/v25.0/100000000000001/message_templates",
                "{\"name\":\"autumn_sale\",\"language\":\"en\",\"category\":\"MARKETING\",\"components\":[]}");

        assertThat(handedIn.path("status").asString()).isEqualTo("PENDING");
        assertThat(json("/v25.0/100000000000001/message_templates?name=autumn_sale")
                        .path("data"))
                .hasSize(1);
        assertThat(post("/v25.0/100000000000001/message_templates", "{\"name\":\"x\"}")
                        .at("/error/code")
                        .intValue())
                .isEqualTo(100);
    }

    @Test
    void aFileIsUploadedDescribedFetchedAndDeleted() {
        var id = uploaded("words");

        var about = json("/v25.0/" + id);
        assertThat(about.path("mime_type").asString()).isEqualTo("text/plain");
        assertThat(about.path("file_size").intValue()).isEqualTo(5);
        assertThat(about.path("sha256").asString()).hasSize(64);
        assertThat(call("GET", "/media/" + id, "simulator-access-token").body()).isEqualTo("words");
        assertThat(call("GET", "/media/" + id, "another").statusCode()).isEqualTo(401);

        assertThat(call("DELETE", "/v25.0/" + id, "simulator-access-token").body())
                .isEqualTo("{\"success\":true}");
        assertThat(json("/v25.0/" + id).at("/error/error_subcode").intValue()).isEqualTo(33);
    }

    @ParameterizedTest
    @CsvSource({"/v25.0/15550003333, 190", "/v25.0/100000000000001/message_templates, 190"})
    void withoutTheTokenNothingIsSaid(String path, int code) {
        var answer = call("GET", path, "wrong");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(RunningSimulator.JSON
                        .readTree(answer.body())
                        .at("/error/code")
                        .intValue())
                .isEqualTo(code);
    }

    @Test
    void twiliosAccountIsActive() {
        var account = Account.fetcher("AC00000000000000000000000000000000").fetch(TwilioTransport.client(SIMULATOR));

        assertThat(account.getStatus()).isEqualTo(Account.Status.ACTIVE);
    }

    private static String uploaded(String content) {
        var body = """
                --x\r
                Content-Disposition: form-data; name="messaging_product"\r
                \r
                whatsapp\r
                --x\r
                Content-Disposition: form-data; name="file"; filename="a.txt"\r
                Content-Type: text/plain\r
                \r
                %s\r
                --x--\r
                """.formatted(content);
        var answer = SIMULATOR.send(HttpRequest.newBuilder(SIMULATOR.url("/v25.0/15550003333/media"))
                .header("Authorization", "Bearer simulator-access-token")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString(body)));
        return RunningSimulator.JSON.readTree(answer.body()).path("id").asString();
    }

    private static JsonNode json(String path) {
        return RunningSimulator.JSON.readTree(
                call("GET", path, "simulator-access-token").body());
    }

    private static JsonNode post(String path, String body) {
        return RunningSimulator.JSON.readTree(
                SIMULATOR.graph(path, "Bearer simulator-access-token", body).body());
    }

    private static HttpResponse<String> call(String method, String path, String token) {
        return SIMULATOR.send(HttpRequest.newBuilder(SIMULATOR.url(path))
                .header("Authorization", "Bearer " + token)
                .method(method, BodyPublishers.noBody()));
    }
}
