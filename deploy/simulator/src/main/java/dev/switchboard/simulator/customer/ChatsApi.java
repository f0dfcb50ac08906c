package dev.switchboard.simulator.customer;

import static java.util.stream.Collectors.groupingBy;

import dev.switchboard.simulator.InvalidInput;
import dev.switchboard.simulator.handset.Handset;
import dev.switchboard.simulator.handset.Handsets;
import dev.switchboard.simulator.message.Address;
import dev.switchboard.simulator.message.Messages;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What stands on the customers' phones. */
@RestController
class ChatsApi {
    private static final int MOST = 500;

    record Chat(String number, int messages, Bubble last, Handset handset) {}

    record Chats(List<Chat> chats) {}

    /** @param typing whether an answer of ours seems to be on its way */
    record Shown(String number, Handset handset, boolean typing, List<Bubble> bubbles) {}

    private record Entry(Address contact, Bubble bubble) {}

    private final Messages messages;
    private final Diary diary;
    private final Handsets handsets;

    ChatsApi(Messages messages, Diary diary, Handsets handsets) {
        this.messages = messages;
        this.diary = diary;
        this.handsets = handsets;
    }

    /** The latest first. */
    @GetMapping("/api/chats")
    Chats chats() {
        var byNumber = entries().collect(groupingBy(entry -> number(entry.contact())));
        var chats = byNumber.entrySet().stream()
                .map(chat -> chat(chat.getKey(), chat.getValue()))
                .sorted(Comparator.comparing((Chat chat) -> chat.last().at()).reversed())
                .toList();
        return new Chats(chats);
    }

    /** The oldest first, as one reads. */
    @GetMapping("/api/chats/{number}")
    Shown thread(@PathVariable String number, @RequestParam(defaultValue = "" + MOST) int limit) {
        if (new Address(number).digits().isEmpty() && !number.contains(".")) {
            throw new InvalidInput("number", "must be a number such as +14155550100");
        }
        var contact = number(new Address(number));
        var bubbles = entries()
                .filter(entry -> number(entry.contact()).equals(contact))
                .map(Entry::bubble)
                .sorted(Comparator.comparing(Bubble::at).reversed())
                .limit(Math.clamp(limit, 0, MOST))
                .toList();
        return new Shown(
                contact,
                handsets.of(new Address(contact)),
                isTyping(contact, bubbles),
                new ArrayList<>(bubbles).reversed());
    }

    /** Until the answer is there. */
    private boolean isTyping(String contact, List<Bubble> bubbles) {
        return diary.typingSince(new Address(contact))
                .filter(since -> bubbles.stream()
                        .noneMatch(bubble -> bubble.ours() && bubble.at().isAfter(since)))
                .isPresent();
    }

    @DeleteMapping("/api/chats")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forget() {
        diary.forget();
        messages.forget();
    }

    private Stream<Entry> entries() {
        return Stream.concat(
                messages.newestFirst().stream()
                        .map(message -> new Entry(message.sent().to(), Bubble.of(message))),
                diary.newestFirst().stream().map(written -> new Entry(written.contact(), Bubble.of(written))));
    }

    private Chat chat(String number, List<Entry> entries) {
        var last = entries.stream().map(Entry::bubble).max(Comparator.comparing(Bubble::at));
        return new Chat(number, entries.size(), last.orElseThrow(), handsets.of(new Address(number)));
    }

    /** Twilio and Meta write the same number in different ways; who has none is known by an id. */
    private static String number(Address contact) {
        var plain = contact.value().replaceFirst("^whatsapp:", "");
        return plain.contains(".") ? plain : "+" + contact.digits();
    }
}
