package dev.switchboard.simulator.message;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.Objects;

/** Sends that were taken more than once under one id of their sender. */
record Duplicates(int accepted, int distinct, int withoutMid, List<Duplicate> duplicates) {
    record Duplicate(String mid, int count, List<String> sids) {}

    static Duplicates among(List<Message> messages) {
        var named = messages.stream()
                .map(Message::sent)
                .filter(sent -> sent.mid() != null)
                .toList();
        var sidsByMid = named.stream()
                .collect(groupingBy(sent -> Objects.requireNonNull(sent.mid()), mapping(Sent::sid, toList())));
        var repeated = sidsByMid.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> new Duplicate(entry.getKey(), entry.getValue().size(), entry.getValue()))
                .toList();
        return new Duplicates(messages.size(), sidsByMid.size(), messages.size() - named.size(), repeated);
    }
}
