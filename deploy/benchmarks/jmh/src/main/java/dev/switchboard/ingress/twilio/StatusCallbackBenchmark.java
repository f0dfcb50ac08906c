package dev.switchboard.ingress.twilio;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Topic.Shape;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.failure.KnownFailures;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.settings.RotatingSecret;
import dev.switchboard.contracts.settings.Secret;
import dev.switchboard.ingress.account.KnownAccounts;
import dev.switchboard.ingress.webhook.Answer;
import dev.switchboard.ingress.webhook.Fact.Reported;
import dev.switchboard.ingress.webhook.Facts;
import dev.switchboard.ingress.webhook.Verification;
import dev.switchboard.ingress.webhook.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/** What a signed status callback of thirteen fields costs beside the server and the producer. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StatusCallbackBenchmark {

    private static final String TOKEN = "00000000000000000000000000000000";
    private static final KnownFailures FAILURES = KnownFailures.builtIn(Provider.TWILIO);
    private static final String BASE = "https://switchboard.example";
    private static final String PATH = "/api/v1/whatsapp/status";
    private static final String QUERY = "mid=01975c3e-7f5a-7c44-8f11-2b8d5a0f6d10";
    private static final byte[] FORM = ("AccountSid=AC00000000000000000000000000000000&ApiVersion=2010-04-01"
                    + "&ChannelInstallSid=XE00000000000000000000000000000000&ChannelPrefix=whatsapp"
                    + "&ChannelToAddress=%2B1415555XXXX&EventType=DELIVERED&From=whatsapp%3A%2B15550001111"
                    + "&MessageSid=SM0123456789abcdef0123456789abcdef&MessageStatus=delivered"
                    + "&SmsSid=SM0123456789abcdef0123456789abcdef&SmsStatus=delivered&StructuredMessage=false"
                    + "&To=whatsapp%3A%2B14155550100")
            .getBytes(StandardCharsets.UTF_8);

    private final Topics topics = new Topics("", new Shape(3, (short) 1));
    private final TwilioEndpoint endpoint = endpoint();
    private final HttpHeaders headers = headers();
    private final Reported fact = (Reported) decoding().read().getFirst();

    @Benchmark
    public Verification signature() {
        return endpoint.verify(webhook());
    }

    @Benchmark
    public Facts decoding() {
        return endpoint.read(webhook());
    }

    @Benchmark
    public ProducerRecord<byte[], byte[]> record() {
        return topics.status()
                .record(fact.event(), new Envelope(fact.id(), "/ingress/TWILIO", Instant.EPOCH, null, null));
    }

    @Benchmark
    public List<Object> all() {
        var webhook = webhook();
        var verification = endpoint.verify(webhook);
        var reported = (Reported) endpoint.read(webhook).read().getFirst();
        var envelope = new Envelope(reported.id(), "/ingress/TWILIO", Instant.EPOCH, null, null);
        return List.of(verification, topics.status().record(reported.event(), envelope));
    }

    private Webhook webhook() {
        return new Webhook(HttpMethod.POST, PATH, QUERY, headers, FORM, Instant.EPOCH);
    }

    private static TwilioEndpoint endpoint() {
        var signature = new TwilioSignature(
                RotatingSecret.of(TOKEN, null, null), KnownAccounts.none(), new SignedUrl(BASE, Map.of()));
        return new TwilioEndpoint(
                signature,
                new TwilioDoctor(signature, _ -> List.of()),
                Map.of("status", PATH),
                (form, query) -> TwilioStatuses.read(form, query, FAILURES),
                _ -> Answer.empty());
    }

    private HttpHeaders headers() {
        var signed = new HttpHeaders();
        signed.set("Content-Type", "application/x-www-form-urlencoded");
        var unsigned = new Webhook(HttpMethod.POST, PATH, QUERY, signed, FORM, Instant.EPOCH);
        var text = BASE + PATH + "?" + QUERY + TwilioSignature.signedText(unsigned.form());
        signed.set(TwilioSignature.HEADER, TwilioSignature.sign(new Secret(TOKEN), text));
        return signed;
    }
}
