package dev.switchboard.simulator.callback;

import static java.util.stream.Collectors.groupingBy;

import dev.switchboard.simulator.message.Messages;
import dev.switchboard.simulator.message.Report.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class CallbacksApi {
    record Callbacks(int waiting, int delivered, int failed, int outOfReach, int lost, int undelivered) {}

    record Redelivery(int redelivered, int failed) {}

    private final Deliveries deliveries;
    private final Undelivered undelivered;
    private final Messages messages;
    private final Backstage backstage;

    CallbacksApi(Deliveries deliveries, Undelivered undelivered, Messages messages, Backstage backstage) {
        this.deliveries = deliveries;
        this.undelivered = undelivered;
        this.messages = messages;
        this.backstage = backstage;
    }

    @GetMapping("/api/callbacks")
    Callbacks callbacks() {
        return new Callbacks(
                backstage.underway(),
                undelivered.count(Outcome.DELIVERED),
                undelivered.count(Outcome.FAILED),
                undelivered.count(Outcome.OUT_OF_REACH),
                undelivered.count(Outcome.LOST),
                undelivered.size());
    }

    @PostMapping("/api/redeliver")
    Redelivery redeliver() throws InterruptedException, ExecutionException {
        var callbacks = undelivered.take();
        var byMessage = callbacks.stream()
                .collect(groupingBy(Callback::sid, LinkedHashMap::new, Collectors.toList()))
                .values();
        var stories = byMessage.stream()
                .map(ofOne -> backstage.start(() -> delivered(ofOne)))
                .toList();
        var delivered = 0;
        for (var story : stories) {
            delivered += story.get();
        }
        return new Redelivery(delivered, callbacks.size() - delivered);
    }

    @DeleteMapping("/api/messages")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forget() {
        messages.forget();
        undelivered.forget();
    }

    private int delivered(List<Callback> ofOneMessage) throws InterruptedException {
        var delivered = 0;
        for (var callback : ofOneMessage) {
            delivered += deliveries.again(callback) ? 1 : 0;
        }
        return delivered;
    }
}
