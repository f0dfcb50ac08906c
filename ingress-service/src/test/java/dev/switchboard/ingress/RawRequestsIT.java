package dev.switchboard.ingress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.infrastructure.Infrastructure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no well-behaved client sends, byte by byte. */
@Timeout(120)
class RawRequestsIT {

    private static final String SMUGGLED = "GET /api/health HTTP/1.1\r\nHost: x\r\n\r\n";

    private static RunningIngress ingress;

    @BeforeAll
    static void start() {
        ingress = new RunningIngress(
                        Infrastructure.forTests().bootstrapServers(),
                        "raw-" + UUID.randomUUID() + ".",
                        "--REQUEST_WITHIN=2s")
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        ingress.close();
    }

    /** Whoever reads one length and whoever reads the other must not see different requests. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Length: 5\\r\\nContent-Length: 0",
                "Content-Length: 5\\r\\nContent-Length: 5",
                "Content-Length: 5, 5",
                "Content-Length: +5",
                "Content-Length: -5",
                "Content-Length: 0\\r\\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\\r\\nContent-Length: 0",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding: chunked\\r\\nTransfer-Encoding: chunked",
                "Content-Length : 5"
            })
    void neverAnswersASecondRequestHiddenInAnAmbiguousFirst(String lengths) throws IOException {
        var head = "POST /api/webhooks/sms HTTP/1.1\r\nHost: x\r\n" + lengths.replace("\\r\\n", "\r\n") + "\r\n\r\n";

        var answers = exchange(head + "0\r\n\r\n" + SMUGGLED);

        assertThat(answers).doesNotContain("Webhook endpoints are active");
        assertThat(answers).startsWith("HTTP/1.1 400");
    }

    /** Whoever calls may write there what it likes; the address that counts stands in the settings. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example",
                "Host: gw.example.com\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: http",
                "Host: gw.example.com\r\nForwarded: host=evil.example;proto=http",
                "Host: gw.example.com\r\nX-Original-URL: /api/health\r\nX-Rewrite-URL: /api/health"
            })
    void takesNobodysWordForTheAddressThatWasSigned(String headers) throws IOException {
        var form = Fixtures.read("twilio/inbound-sms-text.form");

        assertThat(exchange(twilio("/api/webhooks/sms", headers, RunningIngress.PUBLIC_BASE, form)))
                .startsWith("HTTP/1.1 200");
        assertThat(exchange(twilio("/api/webhooks/sms", headers, "https://evil.example", form)))
                .startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/webhooks/sms, /api/webhooks/sms",
        "http://evil.example/api/webhooks/sms, /api/webhooks/sms",
        "/api/webhooks/%73ms, /api/webhooks/%73ms"
    })
    void takesATargetAsItIsWrittenAndTheBodyInPieces(String target, String signed) throws IOException {
        var form = Fixtures.read("twilio/inbound-sms-text.form");
        var signature = Signing.twilio(RunningIngress.TWILIO_TOKEN, RunningIngress.PUBLIC_BASE + signed, form);
        var whole = new String(form, ISO_8859_1);
        var pieces = "5;name=value\r\n" + whole.substring(0, 5) + "\r\n" + Integer.toHexString(whole.length() - 5)
                + "\r\n" + whole.substring(5) + "\r\n0\r\nX-Twilio-Signature: forged\r\n\r\n";

        assertThat(exchange("POST " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                        + "Content-Type: application/x-www-form-urlencoded\r\nX-Twilio-Signature: " + signature
                        + "\r\nTransfer-Encoding: chunked\r\n\r\n" + pieces))
                .startsWith("HTTP/1.1 200");
    }

    /** A few bytes that become many would pass every limit; nobody who calls us packs. */
    @Test
    void unpacksNothing() throws IOException {
        var form = Fixtures.read("twilio/inbound-sms-text.form");
        var signature =
                Signing.twilio(RunningIngress.TWILIO_TOKEN, RunningIngress.PUBLIC_BASE + "/api/webhooks/sms", form);
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(form);
        }
        var headers = "Host: x\r\nContent-Encoding: gzip\r\nX-Twilio-Signature: " + signature + "\r\n";

        assertThat(exchange(post("/api/webhooks/sms", headers, packed.toByteArray())))
                .startsWith("HTTP/1.1 403");
        assertThat(exchange(post(
                        "/api/v1/messages",
                        "Host: x\r\nContent-Encoding: gzip\r\nContent-Type: application/json\r\n",
                        packed.toByteArray())))
                .startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONNECT gw.example.com:443",
                "OPTIONS *",
                "GET *",
                "TRACE /api/webhooks/sms",
                "POST //api/webhooks/sms",
                "POST /api/webhooks/../webhooks/sms",
                "POST /api/webhooks/sms%00",
                "POST mailto:x",
                "POST http:"
            })
    void refusesATargetThatIsNone(String line) throws IOException {
        assertThat(exchange(line + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 4")
                .doesNotContain("Exception");
    }

    private static String twilio(String path, String headers, String base, byte[] form) {
        var signature = Signing.twilio(RunningIngress.TWILIO_TOKEN, base + path, form);
        return post(path, headers + "\r\nX-Twilio-Signature: " + signature + "\r\n", form);
    }

    private static String post(String path, String headers, byte[] body) {
        var type = headers.contains("Content-Type") ? "" : "Content-Type: application/x-www-form-urlencoded\r\n";
        return "POST " + path + " HTTP/1.1\r\n" + headers + type + "Connection: close\r\nContent-Length: " + body.length
                + "\r\n\r\n" + new String(body, ISO_8859_1);
    }

    @Test
    void closesABodyThatDoesNotArriveInTime() throws IOException {
        var begin = Instant.now();
        try (var socket = connected()) {
            write(socket, "POST /api/webhooks/sms HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n");
            var answer = dripUntilClosed(socket, "a");

            assertThat(answer).startsWith("HTTP/1.1 408").contains("urn:switchboard:problem:too-slow");
        }
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void closesAHeadThatDoesNotArriveInTime() throws IOException {
        var begin = Instant.now();
        try (var socket = connected()) {
            write(socket, "POST /api/webhooks/sms HTTP/1.1\r\nHost: x\r\n");
            assertThat(dripUntilClosed(socket, "X-A: b\r\n")).doesNotContain("200");
        }
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void refusesAHeadThatIsTooLarge() throws IOException {
        var head = "GET /api/health HTTP/1.1\r\nHost: x\r\nX-A: " + "a".repeat(20_000) + "\r\n\r\n";

        assertThat(exchange(head)).startsWith("HTTP/1.1 4");
        assertThat(exchange("GET /api/health?" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
    }

    @Test
    void writesNothingIntoItsOwnHeadThatACallerSent() throws IOException {
        var id = "%0d%0aX-Injected:%20yes";
        var answer = exchange("DELETE /api/v1/messages/" + id + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("X-Injected");
    }

    /** A provider keeps its connection: one that is not read any more swallows every webhook behind. */
    @RepeatedTest(5)
    void goesOnReadingAConnectionOnWhichSomebodyDidNotWaitForAnAnswer() throws IOException {
        var forged = "POST /api/webhooks/sms HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";
        try (var socket = connected()) {
            write(socket, forged + SMUGGLED);
            awaitAnswers(socket, 2);
            write(socket, SMUGGLED);
            awaitAnswers(socket, 1);
        }
    }

    private static void awaitAnswers(Socket socket, int number) throws IOException {
        socket.setSoTimeout(5_000);
        var received = new StringBuilder();
        while (received.toString().split("HTTP/1.1 ", -1).length <= number) {
            received.append((char) socket.getInputStream().read());
        }
    }

    private static String exchange(String request) throws IOException {
        try (var socket = connected()) {
            write(socket, request);
            return read(socket);
        }
    }

    /** Sends another bit ten times a second, as slow callers do on purpose. */
    private static String dripUntilClosed(Socket socket, String drop) throws IOException {
        socket.setSoTimeout(100);
        var received = new StringBuilder();
        var end = Instant.now().plusSeconds(10);
        while (Instant.now().isBefore(end)) {
            try {
                var next = socket.getInputStream().read();
                if (next < 0) {
                    return received.toString();
                }
                received.append((char) next);
            } catch (SocketTimeoutException e) {
                write(socket, drop);
            } catch (SocketException closed) {
                return received.toString();
            }
        }
        throw new AssertionError("it is still open after " + received);
    }

    private static Socket connected() throws IOException {
        var address = URI.create(ingress.origin());
        var socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        try {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        } catch (SocketException e) {
            assertThat(e).as("what was answered before can still be read").isNotNull();
        }
    }

    private static String read(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (SocketException closed) {
            return "";
        }
    }
}
