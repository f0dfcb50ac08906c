package dev.switchboard.simulator.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.switchboard.simulator.message.Report.Outcome;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A send, what really became of it, and what was told about that. */
public record Message(@JsonUnwrapped Sent sent, List<Change> history, List<Report> callbacks) {
    public Message(Sent sent, String status) {
        this(sent, List.of(new Change(status, null, sent.createdAt())), List.of());
    }

    @JsonProperty
    public String status() {
        return history.getLast().status();
    }

    @JsonProperty
    public @Nullable Integer errorCode() {
        return history.getLast().errorCode();
    }

    /** Statuses whose callback was answered with 2xx, in the order of the answers. */
    @JsonProperty
    List<String> delivered() {
        return callbacks.stream()
                .filter(report -> report.outcome() == Outcome.DELIVERED)
                .map(Report::status)
                .toList();
    }

    Message with(Change change) {
        return change.status().equals(status()) ? this : new Message(sent, append(history, change), callbacks);
    }

    Message with(Report report) {
        return new Message(sent, history, append(callbacks, report));
    }

    private static <T> List<T> append(List<T> list, T last) {
        return Stream.concat(list.stream(), Stream.of(last)).toList();
    }
}
