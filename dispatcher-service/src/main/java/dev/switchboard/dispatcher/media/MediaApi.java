package dev.switchboard.dispatcher.media;

import static java.util.Objects.requireNonNullElse;
import static java.util.stream.Collectors.toMap;

import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.dispatcher.media.MediaHost.Place;
import dev.switchboard.http.ProblemKind;
import dev.switchboard.http.Refused;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClientResponse;

/** Passes a contact's file on while it comes: with our credentials, from the provider's own hosts, into no store. */
@RestController
class MediaApi {

    private static final int MOST_REDIRECTS = 2;

    private final InboundMedia media;
    private final MediaClient client;
    private final Map<Provider, MediaHost> hosts;

    MediaApi(InboundMedia media, MediaClient client, List<MediaHost> hosts) {
        this.media = media;
        this.client = client;
        this.hosts = hosts.stream().collect(toMap(MediaHost::provider, host -> host));
    }

    private record Found(Reference reference, MediaHost host, Place.At at) {}

    @GetMapping("/api/v1/media/{messageId}/{n}")
    Mono<Void> media(@PathVariable String messageId, @PathVariable int n, ServerHttpResponse response) {
        return Mono.fromCallable(() -> found(messageId(messageId), n))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(found -> passOn(found, found.at().url(), found.at().headers(), MOST_REDIRECTS, response));
    }

    private Found found(MessageId id, int n) {
        var reference = media.find(id, n)
                .orElseThrow(
                        () -> Refused.because(ProblemKind.NOT_FOUND, "There is no such file of an inbound message."));
        var host = hosts.get(reference.provider());
        if (host == null) {
            throw Refused.because(ProblemKind.NOT_FOUND, "The provider that keeps the file is not configured here.");
        }
        return switch (host.locate(reference)) {
            case Place.At at when host.isTrusted(at.url()) -> new Found(reference, host, at);
            case Place.At _, Place.NoAnswer _ -> throw noFile();
            case Place.Gone _ -> throw gone();
        };
    }

    private Mono<Void> passOn(
            Found found, URI url, Map<String, String> headers, int redirects, ServerHttpResponse response) {
        return client.to(url, found.host())
                .headers(all -> headers.forEach(all::set))
                .get()
                .uri(url)
                .response((answer, bytes) -> answered(found, url, answer, bytes, redirects, response))
                .onErrorMap(failure -> failure instanceof Refused ? failure : noFile())
                .then();
    }

    private Mono<Void> answered(
            Found found,
            URI url,
            HttpClientResponse answer,
            ByteBufFlux bytes,
            int redirects,
            ServerHttpResponse response) {
        var location = answer.responseHeaders().get(HttpHeaderNames.LOCATION);
        return switch (answer.status().code()) {
            case 200 -> {
                describe(found.reference(), answer, response.getHeaders());
                yield response.writeWith(bytes.asByteArray().map(response.bufferFactory()::wrap));
            }
            case 404, 410 -> Mono.error(gone());
            case 301, 302, 303, 307, 308 ->
                location != null && redirects > 0 && found.host().isTrusted(url.resolve(location))
                        ? passOn(found, url.resolve(location), Map.of(), redirects - 1, response)
                        : Mono.error(noFile());
            default -> Mono.error(noFile());
        };
    }

    /** A file of a stranger: it may be looked at and kept, and does nothing on our pages. */
    private static void describe(Reference reference, HttpClientResponse answer, HttpHeaders headers) {
        var type = type(answer.responseHeaders().get(HttpHeaderNames.CONTENT_TYPE), reference.contentType());
        headers.setContentType(type);
        var length = answer.responseHeaders().get(HttpHeaderNames.CONTENT_LENGTH);
        if (length != null && length.matches("\\d{1,15}")) {
            headers.setContentLength(Long.parseLong(length));
        }
        var disposition = isHarmless(type) ? ContentDisposition.inline() : ContentDisposition.attachment();
        if (reference.filename() != null) {
            disposition.filename(reference.filename().replaceAll("[\\p{Cntrl}/\\\\]", "_"), StandardCharsets.UTF_8);
        }
        headers.setContentDisposition(disposition.build());
        headers.setCacheControl(CacheControl.noStore());
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", "default-src 'none'; sandbox");
    }

    private static MediaType type(@Nullable String told, @Nullable String known) {
        try {
            return MediaType.parseMediaType(
                    requireNonNullElse(told, requireNonNullElse(known, "application/octet-stream")));
        } catch (InvalidMediaTypeException _) {
            return MediaType.APPLICATION_OCTET_STREAM;
        }
    }

    private static boolean isHarmless(MediaType type) {
        return switch (type.getType()) {
            case "image" -> !type.getSubtype().startsWith("svg");
            case "audio", "video" -> true;
            default -> false;
        };
    }

    private static MessageId messageId(String text) {
        try {
            return MessageId.of(text);
        } catch (IllegalArgumentException _) {
            throw Refused.parameter("messageId", "is not the id of a message");
        }
    }

    private static Refused gone() {
        return Refused.because(ProblemKind.MEDIA_GONE, "The provider no longer has the file.");
    }

    private static Refused noFile() {
        return Refused.because(ProblemKind.PROVIDER_UNAVAILABLE, "The provider did not hand out the file.");
    }
}
