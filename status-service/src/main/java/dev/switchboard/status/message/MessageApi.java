package dev.switchboard.status.message;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.status.access.Sight;
import dev.switchboard.status.problem.NotFound;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Shows messages, under our id or the provider's. */
@RestController
class MessageApi {

    private final MessagePages pages;
    private final History history;

    MessageApi(MessagePages pages, History history) {
        this.pages = pages;
        this.history = history;
    }

    record Story(@JsonUnwrapped Message message, List<History.Step> history) {}

    record Happenings(MessageId id, List<History.Happening> items) {}

    @GetMapping("/api/v1/messages/{id}")
    Mono<Story> one(@PathVariable String id, Authentication caller) {
        return find(id).flatMap(message ->
                history.steps(message.id()).collectList().map(steps -> new Story(message.as(Sight.of(caller)), steps)));
    }

    @GetMapping("/api/v1/messages/{id}/events")
    Mono<Happenings> events(@PathVariable String id, Authentication caller) {
        return find(id).flatMap(message -> history.happenings(message.id(), Sight.of(caller))
                .collectList()
                .map(items -> new Happenings(message.id(), items)));
    }

    @GetMapping("/api/v1/messages")
    Mono<MessagePages.Page> list(
            @RequestParam @Nullable String status,
            @RequestParam @Nullable String channel,
            @RequestParam @Nullable String to,
            @RequestParam @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit,
            Authentication caller) {
        var query = new MessagePages.Query(
                Columns.ifAny(status, Parameters::status),
                Columns.ifAny(channel, Parameters::channel),
                Columns.ifAny(to, number -> Parameters.address("to", number)),
                null,
                Parameters.cursor(cursor),
                Parameters.limit(limit));
        return pages.page(query).map(page -> shown(page, Sight.of(caller)));
    }

    /** Where the send API's {@code watch} leads, until there is a page to look at. */
    @GetMapping("/messages/{id}")
    ResponseEntity<Void> watch(@PathVariable UUID id) {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create("/api/v1/messages/" + id))
                .build();
    }

    private Mono<Message> find(String id) {
        return pages.byAnyId(id).switchIfEmpty(Mono.error(() -> new NotFound("message")));
    }

    private static MessagePages.Page shown(MessagePages.Page page, Sight sight) {
        return new MessagePages.Page(
                page.items().stream().map(message -> message.as(sight)).toList(), page.nextCursor());
    }
}
