package dev.switchboard.status.inbox;

import dev.switchboard.status.access.Sight;
import dev.switchboard.status.message.Message;
import dev.switchboard.status.message.MessagePages;
import dev.switchboard.status.message.Parameters;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** Shows who writes to us, and what was said, on every channel. */
@RestController
class InboxApi {

    private final Conversations conversations;
    private final MessagePages pages;

    InboxApi(Conversations conversations, MessagePages pages) {
        this.conversations = conversations;
        this.pages = pages;
    }

    @GetMapping("/api/whatsapp/conversations")
    Flux<Conversation> conversations(@RequestParam(defaultValue = "50") int limit, Authentication caller) {
        return conversations.latest(Parameters.limit(limit)).map(conversation -> conversation.as(Sight.of(caller)));
    }

    /** Both directions, newest first. */
    @GetMapping("/api/whatsapp/contact_messages")
    Flux<Message> messages(
            @RequestParam String contact, @RequestParam(defaultValue = "50") int limit, Authentication caller) {
        var query = MessagePages.Query.ofContact(Parameters.address("contact", contact), Parameters.limit(limit));
        return pages.page(query).flatMapIterable(MessagePages.Page::items).map(message -> message.as(Sight.of(caller)));
    }
}
