package dev.switchboard.simulator.message;

import static java.util.stream.Collectors.groupingBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** How fast one sender was: how many it sent, and how many at most within one second. */
record Pace(Address from, Provider provider, int count, int mostPerSecond, Instant first, Instant last) {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private record Sender(Address from, Provider provider) {}

    static List<Pace> of(List<Message> messages) {
        return messages.stream()
                .map(Message::sent)
                .collect(groupingBy(sent -> new Sender(sent.from(), sent.provider())))
                .entrySet()
                .stream()
                .map(entry -> of(
                        entry.getKey(),
                        entry.getValue().stream().map(Sent::createdAt).sorted().toList()))
                .sorted(Comparator.comparing(pace -> pace.from().value()))
                .toList();
    }

    private static Pace of(Sender sender, List<Instant> times) {
        var most = 0;
        var begin = 0;
        for (var end = 0; end < times.size(); end++) {
            while (!times.get(begin).plus(SECOND).isAfter(times.get(end))) {
                begin++;
            }
            most = Math.max(most, end - begin + 1);
        }
        return new Pace(sender.from(), sender.provider(), times.size(), most, times.getFirst(), times.getLast());
    }
}
