package dev.switchboard.simulator.message;

import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class MessagesApi {
    record Listing(int count, List<Message> messages) {}

    record Rejected(int count, List<Rejection> rejections) {}

    record Paces(List<Pace> senders) {}

    private final Messages messages;
    private final Rejections rejections;

    MessagesApi(Messages messages, Rejections rejections) {
        this.messages = messages;
        this.rejections = rejections;
    }

    @GetMapping("/api/messages")
    Listing list(
            @RequestParam(required = false) @Nullable String mid,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(defaultValue = "50000") int limit) {
        var found = messages.newestFirst().stream()
                .filter(message -> mid == null || mid.equals(message.sent().mid()))
                .filter(message -> to == null || sameDigits(to, message.sent().to()))
                .limit(Math.max(0, limit))
                .toList();
        return new Listing(found.size(), found);
    }

    @GetMapping("/api/messages/{sid}")
    Message one(@PathVariable String sid) {
        return messages.find(sid).orElseThrow(() -> new NoSuchElementException("no message " + sid));
    }

    @GetMapping("/api/duplicates")
    Duplicates duplicates() {
        return Duplicates.among(messages.newestFirst());
    }

    @GetMapping("/api/rejected")
    Rejected rejected() {
        var all = rejections.newestFirst();
        return new Rejected(all.size(), all);
    }

    @DeleteMapping("/api/rejected")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forgetRejected() {
        rejections.forget();
    }

    @GetMapping("/api/pace")
    Paces pace() {
        return new Paces(Pace.of(messages.newestFirst()));
    }

    private static boolean sameDigits(String wanted, Address address) {
        return new Address(wanted).digits().equals(address.digits());
    }
}
