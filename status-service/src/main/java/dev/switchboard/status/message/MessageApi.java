package dev.switchboard.status.message;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.http.Refused;
import dev.switchboard.http.Sight;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Shows messages, under our id or the provider's. */
@RestController
class MessageApi {

    private final MessagePages pages;
    private final History history;
    private final Explanations explanations;

    MessageApi(MessagePages pages, History history, Explanations explanations) {
        this.pages = pages;
        this.history = history;
        this.explanations = explanations;
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

    @GetMapping("/api/v1/messages/{id}/explain")
    Mono<Explanation> explain(@PathVariable String id, Authentication caller) {
        return find(id).flatMap(message -> explanations.of(message, Sight.of(caller)));
    }

    /** What a list may be asked for, as it stands in the address line. */
    record Filter(
            @Nullable String status,
            @Nullable String channel,
            @Nullable String provider,
            @Nullable String code,
            @Nullable String to,
            @Nullable String tenant,
            @Nullable String since,
            @Nullable String until,
            @Nullable String id) {

        MessagePages.Query query(@Nullable String cursor, int limit) {
            return new MessagePages.Query(
                    Columns.ifAny(status, Parameters::status),
                    Columns.ifAny(channel, Parameters::channel),
                    Columns.ifAny(provider, Parameters::provider),
                    code,
                    Columns.ifAny(to, number -> Parameters.address("to", number)),
                    null,
                    null,
                    tenant,
                    Columns.ifAny(since, time -> Parameters.time("since", time)),
                    Columns.ifAny(until, time -> Parameters.time("until", time)),
                    Columns.ifAny(id, Parameters::id),
                    Parameters.cursor(cursor),
                    Parameters.limit(limit));
        }
    }

    @GetMapping("/api/v1/messages")
    Mono<MessagePages.Page> list(
            @ParameterObject @ModelAttribute Filter filter,
            @RequestParam @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit,
            Authentication caller) {
        return pages.page(filter.query(cursor, limit)).map(page -> page.as(Sight.of(caller)));
    }

    /** Where the send API's {@code watch} leads, until there is a page to look at. */
    @GetMapping("/messages/{id}")
    ResponseEntity<Void> watch(@PathVariable UUID id) {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create("/api/v1/messages/" + id))
                .build();
    }

    private Mono<Message> find(String id) {
        return pages.byAnyId(id).switchIfEmpty(Mono.error(() -> Refused.notFound("message")));
    }
}
