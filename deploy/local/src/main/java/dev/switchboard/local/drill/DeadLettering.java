package dev.switchboard.local.drill;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.Topic;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every kind of bad record on every topic, between good ones: the bad ones are put aside where they belong and for the
 * right reason, the good ones are done, and no partition stands still.
 */
record DeadLettering(Path home, PrintStream output) {

    /** What a database must know of the good records of a topic. */
    private record Known(Topic<?> topic, String database, String sql) {}

    private static final Duration A_WHILE = Duration.ofMinutes(1);

    private static final String A_MESSAGE =
            "select count(*) from messages where id::text = any(?) and status is not null";
    private static final String A_CONTACT = "select count(distinct contact) from opt_outs where contact = any(?)";
    private static final String AN_ERASURE =
            "select count(distinct contact_id) from erasures where contact_id = any(?)";

    /** What did not come as it must; nothing when it held. */
    List<String> run(Path folder, int each) throws IOException, InterruptedException {
        try (var dev = RunningDev.start(home, folder);
                var records = new BadRecords(dev.bootstrapServers(), dev.topics(), dev.partitions())) {
            return run(each, dev, records);
        }
    }

    private List<String> run(int each, RunningDev dev, BadRecords records) throws InterruptedException {
        var began = System.nanoTime();
        records.put(each);
        var good = records.read().stream()
                .mapToInt(topic -> records.good(topic).size())
                .sum();
        say("%d bad records of %d kinds on %d topics, %d good ones between them"
                .formatted(records.count(), kinds().count(), records.read().size(), good));
        var wrong = new ArrayList<>(standingStill(dev, records));
        say("read by all in " + Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s");
        for (var topic : records.read()) {
            topic.readers().forEach(reader -> wrong.addAll(misplaced(dev, records, topic, reader)));
        }
        return wrong.isEmpty() ? unknown(dev, records) : wrong;
    }

    private static Stream<Flaw> kinds() {
        return Stream.concat(Flaws.SMALL.stream(), Flaws.LARGE.stream());
    }

    /** Partitions that are not read to the end, though nothing of them was read for a while: slow is not still. */
    private static List<String> standingStill(RunningDev dev, BadRecords records) throws InterruptedException {
        try (var progress = new ReadProgress(dev.bootstrapServers())) {
            var ends = progress.ends(records.read());
            var before = List.<String>of();
            var behind = progress.behind(records.read(), dev.topics().prefix(), ends);
            while (!behind.isEmpty() && !behind.equals(before)) {
                before = behind;
                var _ = Waiting.isSoon(
                        A_WHILE,
                        () -> progress.behind(records.read(), dev.topics().prefix(), ends)
                                .isEmpty());
                behind = progress.behind(records.read(), dev.topics().prefix(), ends);
            }
            return behind;
        }
    }

    private List<String> misplaced(RunningDev dev, BadRecords records, Topic<?> topic, ConsumerGroup reader) {
        var found = FoundLetters.of(dev.bootstrapServers(), topic, reader);
        var place = topic.deadLetters(reader) + ": ";
        var wrong = new ArrayList<String>();
        found.with("null").stream()
                .limit(1)
                .forEach(letter -> wrong.add(place + "good records are put aside, as " + letter));
        kinds().filter(flaw -> records.count(topic, flaw) > 0).forEach(flaw -> {
            var letters = found.with(flaw.name());
            var fate = flaw.fate(topic);
            if (!fate.allows(letters.size(), records.count(topic, flaw))) {
                wrong.add(place + letters.size() + " of " + records.count(topic, flaw) + " with " + flaw.name()
                        + ", which are " + fate);
            }
            letters.stream()
                    .filter(letter -> !fate.allows(letter.cause(), letter.reason()))
                    .limit(1)
                    .forEach(letter -> wrong.add(place + flaw.name() + " is put aside as " + letter + ", not " + fate));
        });
        say("%-62s %5d put aside, %d kinds"
                .formatted(
                        topic.deadLetters(reader),
                        found.byFlaw().values().stream().mapToInt(List::size).sum(),
                        found.byFlaw().size()));
        return wrong;
    }

    /** The good records a service does not know though it has read them. */
    private static List<String> unknown(RunningDev dev, BadRecords records) throws InterruptedException {
        var topics = dev.topics();
        var wrong = new ArrayList<String>();
        for (var known : List.of(
                new Known(topics.sendRequests(), "status", A_MESSAGE),
                new Known(topics.sendOutcomes(), "status", A_MESSAGE),
                new Known(topics.status(), "status", A_MESSAGE),
                new Known(topics.inbound(), "status", A_MESSAGE),
                new Known(topics.redecode(), "status", A_MESSAGE),
                new Known(topics.account(), "dispatcher", A_CONTACT),
                new Known(topics.erasures(), "status", AN_ERASURE))) {
            var ids = records.good(known.topic());
            var database = dev.database(known.database());
            if (!Waiting.isSoon(() -> database.count(known.sql(), ids) == ids.size())) {
                wrong.add(known.topic().name() + ": " + database.count(known.sql(), ids) + " of " + ids.size()
                        + " good records are known");
            }
        }
        return wrong;
    }

    private void say(String words) {
        output.println("  " + words);
    }
}
