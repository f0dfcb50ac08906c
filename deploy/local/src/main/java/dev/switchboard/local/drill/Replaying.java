package dev.switchboard.local.drill;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.Wire;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Dead letters go back: some cleanly, and as many with kill -9 in the midst of it, resumed, and then the whole plan once
 * more. The databases know the same of both, and the provider has got nothing twice.
 */
record Replaying(Path home, PrintStream output) {

    private static final String FAST = "1000/s";
    private static final String BUG = "cause==bug";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** What was put aside, by the ids of its messages. */
    private record Shelf(List<String> sends, List<String> reports) {

        List<String> ids() {
            return Stream.concat(sends.stream(), reports.stream()).toList();
        }
    }

    /** What did not come as it must; nothing when it held. */
    List<String> run(Path folder, int records) throws IOException, InterruptedException {
        try (var dev = RunningDev.start(home, folder);
                var putAside = new PutAside(dev.bootstrapServers(), dev.partitions())) {
            var tool = new OperatorTool(
                    home,
                    folder,
                    Map.of(
                            "KAFKA_BOOTSTRAP_SERVERS", dev.bootstrapServers(),
                            "STATUS_URL", dev.at("status"),
                            "DISPATCHER_URL", dev.at("dispatcher"),
                            "SWITCHBOARD_OPERATOR", "drill"));
            return run(records, dev, putAside, tool);
        }
    }

    private List<String> run(int records, RunningDev dev, PutAside putAside, OperatorTool tool)
            throws IOException, InterruptedException {
        var clean = putAside(dev, putAside, records / 2);
        var plan = tool.plan("replay", "--where", BUG);
        tool.done("replay", plan, "--execute", "--reason", "a drill", "--rate", FAST, "--yes");
        say(records + " replayed cleanly");
        var rough = putAside(dev, putAside, records / 2);
        replayRoughly(tool, records);
        return differences(dev, clean, rough);
    }

    private static Shelf putAside(RunningDev dev, PutAside putAside, int each) {
        var topics = dev.topics();
        var sends = good(dev, topics.sendRequests(), each);
        putAside.all(topics.sendRequests(), ConsumerGroup.DISPATCHER, sends);
        var reports = good(dev, topics.status(), each);
        reports.forEach(report -> report.value().put("status", "delivered"));
        putAside.all(topics.status(), ConsumerGroup.STATUS, reports);
        return new Shelf(keys(sends), keys(reports));
    }

    private static List<String> keys(List<GoodRecord> records) {
        return records.stream().map(GoodRecord::key).toList();
    }

    private static List<GoodRecord> good(RunningDev dev, Topic<?> topic, int count) {
        return Stream.generate(() -> GoodRecord.of(dev.topics(), topic.name()))
                .limit(count)
                .toList();
    }

    /** What the provider has accepted goes back once more too: only so does the ledger have to know it. */
    private void replayRoughly(OperatorTool tool, int count) throws IOException, InterruptedException {
        var plan = tool.plan("replay", "--where", BUG, "--allow-resend");
        var rate = Math.max(20, count / 20) + "/s";
        var said = Files.createTempFile(tool.folder(), "killed", ".txt");
        var errors = Files.createTempFile(tool.folder(), "killed", ".txt");
        var killed =
                tool.start(said, errors, "replay", plan, "--execute", "--reason", "a drill", "--rate", rate, "--yes");
        Waiting.until("a part of the plan to be done", PATIENCE, () -> settled(tool, plan) > count / 5);
        killed.destroyForcibly().onExit().join();
        var before = settled(tool, plan);
        if (before >= count) {
            throw new IllegalStateException("it was done before it was killed");
        }
        tool.done("resume", plan, "--rate", FAST, "--yes");
        tool.done("replay", plan, "--execute", "--reason", "again", "--again", "--rate", FAST, "--yes");
        say(count + " more: killed after " + before + ", resumed, and all of them again");
    }

    private static long settled(OperatorTool tool, String plan) throws IOException, InterruptedException {
        return Wire.JSON
                .readTree(tool.run("status", plan, "--json").output())
                .path("replay")
                .asLong();
    }

    private List<String> differences(RunningDev dev, Shelf clean, Shelf rough)
            throws IOException, InterruptedException {
        var sends = clean.sends().size();
        var ends = List.of("read " + sends, "delivered " + sends);
        var isSame = Waiting.isSoon(
                PATIENCE,
                () -> state(dev, clean).containsAll(ends) && state(dev, clean).equals(state(dev, rough)));
        var wrong = new ArrayList<String>();
        if (!isSame) {
            wrong.add("replayed cleanly: " + state(dev, clean));
            wrong.add("killed, resumed, repeated: " + state(dev, rough));
        }
        wrong.addAll(dev.database("status").rows(ROLL_UPS, List.of()));
        var provider = provider(dev);
        if (!provider.equals(new AtProvider(0, 2 * sends))) {
            wrong.add("the provider got " + provider);
        }
        say("messages by state: " + state(dev, rough));
        say("at the provider: " + provider.distinct() + " messages, " + provider.duplicates() + " of them twice");
        return wrong;
    }

    private record AtProvider(int duplicates, int distinct) {}

    private static AtProvider provider(RunningDev dev) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(dev.simulator() + "/api/duplicates"));
            var told = Wire.JSON.readTree(
                    http.send(request.build(), BodyHandlers.ofString()).body());
            return new AtProvider(
                    told.path("duplicates").size(), told.path("distinct").asInt());
        }
    }

    private static final String ROLL_UPS = """
            select 'roll-ups: ' || coalesce(r.status, v.status) || ' ' || coalesce(r.n, 0) || ', not ' || coalesce(v.n, 0)
            from (select status, sum(messages) as n from message_counts group by status) r
            full join (select status, count(*) as n from message_measures group by status) v using (status)
            where coalesce(r.n, 0) <> coalesce(v.n, 0)
            """;

    /** Everything that is said of them, without what names or dates them. */
    private static List<String> state(RunningDev dev, Shelf shelf) {
        var ids = shelf.ids();
        var all = new ArrayList<>(dev.database("status").rows("""
                select concat_ws(' ', status, code, count(*))
                from messages where id::text = any(?) group by status, code order by 1
                """, ids));
        all.addAll(dev.database("status").rows("""
                select concat_ws(' ', 'heard', status, code, count(*))
                from message_statuses where message_id::text = any(?) group by status, code order by 1
                """, ids));
        all.addAll(dev.database("dispatcher").rows("""
                select concat_ws(' ', 'ledger', state, attempts, count(*))
                from sends where message_id::text = any(?) group by state, attempts order by 1
                """, ids));
        return all;
    }

    private void say(String words) {
        output.println("  " + words);
    }
}
