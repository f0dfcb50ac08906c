package dev.switchboard.operator.doctor;

import dev.switchboard.operator.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Whether the world reaches us under our public name, with which certificate, and by whose clock. */
record PublicName(Surroundings surroundings) implements Look {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int EARLY = 21;
    private static final int FAR_OFF = 30;

    @Override
    public Stream<Finding> findings() {
        return PublicBase.of(surroundings).stream().flatMap(this::look);
    }

    private Stream<Finding> look(String base) {
        var request = HttpRequest.newBuilder(URI.create(base + "/api/webhooks/health"))
                .timeout(PATIENCE)
                .build();
        try (var http = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build()) {
            var response = http.send(request, BodyHandlers.ofString());
            return Stream.of(
                            Optional.of(answeredByUs(base, response)),
                            response.sslSession().flatMap(this::certificate),
                            response.headers().firstValue("Date").flatMap(this::clock))
                    .flatMap(Optional::stream);
        } catch (IOException e) {
            return Stream.of(Finding.problem(
                    "Public name",
                    base + " is not reached from here (" + e.getClass().getSimpleName() + ")",
                    "if the providers cannot reach it either, no webhook comes",
                    "look at DNS, the proxy and its certificate"));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Stream.empty();
        }
    }

    private static Finding answeredByUs(String base, HttpResponse<String> response) {
        return response.statusCode() == 200 && response.body().contains("Webhook endpoints are active")
                ? Finding.ok("Public name", base + " is answered by ingress")
                : Finding.problem(
                        "Public name",
                        base + " is answered by somebody else, with " + response.statusCode(),
                        "webhooks go there too",
                        "let the proxy pass /api/webhooks/ and /api/whatsapp/ to ingress");
    }

    private Optional<Finding> certificate(SSLSession session) {
        try {
            var certificate = (X509Certificate) session.getPeerCertificates()[0];
            var left = Duration.between(
                            surroundings.clock().instant(),
                            certificate.getNotAfter().toInstant())
                    .toDays();
            return Optional.of(
                    left > EARLY
                            ? Finding.ok("Certificate", "good for " + left + " days")
                            : Finding.problem(
                                    "Certificate",
                                    "ends in " + left + " days",
                                    "after that no provider calls any more",
                                    "renew it; what renews it has stopped"));
        } catch (SSLPeerUnverifiedException _) {
            return Optional.empty();
        }
    }

    private Optional<Finding> clock(String date) {
        try {
            Instant theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            var off = Duration.between(theirs, surroundings.clock().instant())
                    .abs()
                    .toSeconds();
            return off <= FAR_OFF
                    ? Optional.empty()
                    : Optional.of(Finding.problem(
                            "Clock",
                            off + " s apart from the server's",
                            "tokens are refused, and deadlines fire at the wrong time",
                            "let this machine or that one set its clock by NTP"));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
