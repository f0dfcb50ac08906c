package dev.switchboard.status.inbox;

import dev.switchboard.contracts.message.ConversationId;
import dev.switchboard.http.Refused;
import dev.switchboard.http.ServerSpan;
import dev.switchboard.http.Sight;
import dev.switchboard.status.change.Outbox;
import dev.switchboard.status.change.Publisher;
import dev.switchboard.status.message.Message;
import dev.switchboard.status.message.MessagePages;
import dev.switchboard.status.message.Parameters;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Shows who writes to us, and what was said, on every channel. */
@RestController
class InboxApi {

    private final Conversations conversations;
    private final Receipts receipts;
    private final MessagePages pages;
    private final Outbox outbox;
    private final Publisher publisher;
    private final TransactionalOperator transaction;

    InboxApi(
            Conversations conversations,
            Receipts receipts,
            MessagePages pages,
            Outbox outbox,
            Publisher publisher,
            TransactionalOperator transaction) {
        this.conversations = conversations;
        this.receipts = receipts;
        this.pages = pages;
        this.outbox = outbox;
        this.publisher = publisher;
        this.transaction = transaction;
    }

    /** The form of the first readers of this list: without pages. */
    @GetMapping("/api/whatsapp/conversations")
    Mono<List<Conversation>> latest(@RequestParam(defaultValue = "50") int limit, Authentication caller) {
        return list(null, limit, caller).map(Conversations.Page::items);
    }

    @GetMapping("/api/v1/conversations")
    Mono<Conversations.Page> list(
            @RequestParam @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit,
            Authentication caller) {
        var sight = Sight.of(caller);
        return conversations
                .page(Parameters.cursor(cursor), Parameters.limit(limit))
                .map(page -> new Conversations.Page(
                        page.items().stream().map(each -> each.as(sight)).toList(), page.nextCursor()));
    }

    @GetMapping("/api/v1/conversations/{id}")
    Mono<Conversation> one(@PathVariable UUID id, Authentication caller) {
        return find(id).map(conversation -> conversation.as(Sight.of(caller)));
    }

    @GetMapping("/api/v1/conversations/{id}/messages")
    Mono<MessagePages.Page> thread(
            @PathVariable UUID id,
            @RequestParam @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit,
            Authentication caller) {
        return find(id).flatMap(conversation -> pages.page(MessagePages.Query.ofConversation(
                        conversation.contact(), conversation.id(), Parameters.cursor(cursor), Parameters.limit(limit))))
                .map(page -> page.as(Sight.of(caller)));
    }

    @PostMapping("/api/v1/conversations/{id}/read")
    Mono<Conversation> read(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "false") boolean receipt,
            Authentication caller,
            ServerWebExchange exchange) {
        return find(id).delayUntil(conversation ->
                        receipt ? receipts.show(conversation, false, ServerSpan.of(exchange)) : Mono.empty())
                .flatMap(conversation -> conversations
                        .read(conversation.id(), caller.getName())
                        .flatMap(outbox::add)
                        .as(transaction::transactional))
                .doOnSuccess(_ -> publisher.wake())
                .then(Mono.defer(() -> one(id, caller)));
    }

    @PostMapping("/api/v1/conversations/{id}/typing")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<Void> type(@PathVariable UUID id, ServerWebExchange exchange) {
        return find(id).flatMap(conversation -> receipts.show(conversation, true, ServerSpan.of(exchange)));
    }

    /** Both directions, newest first. */
    @GetMapping("/api/whatsapp/contact_messages")
    Flux<Message> messages(
            @RequestParam String contact, @RequestParam(defaultValue = "50") int limit, Authentication caller) {
        var query = MessagePages.Query.ofContact(Parameters.address("contact", contact), Parameters.limit(limit));
        return pages.page(query).flatMapIterable(MessagePages.Page::items).map(message -> message.as(Sight.of(caller)));
    }

    private Mono<Conversation> find(UUID id) {
        return conversations
                .one(new ConversationId(id))
                .switchIfEmpty(Mono.error(() -> Refused.notFound("conversation")));
    }
}
