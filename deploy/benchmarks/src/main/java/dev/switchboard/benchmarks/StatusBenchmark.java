package dev.switchboard.benchmarks;

import dev.switchboard.contracts.message.MessageId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** What it costs that status-service applies records, next to statements that only write the rows it ended with. */
final class StatusBenchmark implements Benchmark {

    /** With fewer, half of what is measured is the compiler. */
    private static final int WARM_UP = 30_000;

    private static final int MESSAGES = 10_000;
    private static final int TEN_THOUSAND = 10_000;
    private static final String STORE = "status";
    private static final String BARE = "status_bare";

    @Override
    public String name() {
        return "status";
    }

    @Override
    public String question() {
        return "records a second from topic to committed, and CPU of the database next to bare array statements";
    }

    private record Cost(double perSecond, double service, double database) {}

    @Override
    public void run(Stage stage, Effort effort) throws Exception {
        var news = new NewsOfMessages(stage, STORE);
        var address = stage.servers().create(STORE);
        // Its tables come from the service itself; a database is copied while nobody uses it.
        try (var _ = start(stage, address)) {
            // Its topics too, and so it is not held still yet.
            news.tell(ids(1));
            news.awaitCommitted();
        }
        var bare = BareRows.copyOf(stage, STORE, BARE);
        var service = start(stage, address);
        measure(stage, service, news, ids(effort.warmUp(WARM_UP)));
        var costs = new ArrayList<Cost>();
        var floor = new ArrayList<Cost>();
        for (int run = 0; run < effort.runs(); run++) {
            var ids = ids(effort.messages(MESSAGES));
            costs.add(measure(stage, service, news, ids));
            floor.add(write(stage, bare, ids));
        }
        tell(costs, floor);
        System.out.println("  Messages told of and not in their last state: " + bare.unfinished());
    }

    private static Program start(Stage stage, String address) throws Exception {
        return stage.start(
                STORE,
                "dev.switchboard.status.StatusApplication",
                Map.of("DATABASE_URL", address, "KAFKA_TOPIC_PREFIX", STORE + "."));
    }

    private static List<MessageId> ids(int many) {
        return Stream.generate(() -> new MessageId(UUID.randomUUID()))
                .limit(Math.max(1, many))
                .toList();
    }

    private static Cost measure(Stage stage, Program service, NewsOfMessages news, List<MessageId> ids)
            throws Exception {
        service.freeze();
        news.tell(ids);
        var cpu = service.cpu();
        var database = stage.servers().databaseCpu();
        service.wake();
        var taken = news.awaitCommitted();
        return cost(
                ids.size() * NewsOfMessages.RECORDS,
                taken,
                service.cpu().since(cpu),
                stage.servers().databaseCpu().since(database));
    }

    private static Cost write(Stage stage, BareRows bare, List<MessageId> ids) throws Exception {
        bare.load(ids);
        var database = stage.servers().databaseCpu();
        var begun = System.nanoTime();
        bare.write();
        return cost(
                ids.size() * NewsOfMessages.RECORDS,
                Duration.ofNanos(System.nanoTime() - begun),
                Duration.ZERO,
                stage.servers().databaseCpu().since(database));
    }

    private static Cost cost(int records, Duration taken, Duration service, Duration database) {
        return new Cost(
                records * 1000.0 / taken.toMillis(),
                service.toMillis() / 1000.0 * TEN_THOUSAND / records,
                database.toMillis() / 1000.0 * TEN_THOUSAND / records);
    }

    private static void tell(List<Cost> costs, List<Cost> floor) {
        var database = Median.of(costs.stream().map(Cost::database).toList());
        var bare = Median.of(floor.stream().map(Cost::database).toList());
        new Table("", "records a second", "database CPU s per 10,000", "service CPU s per 10,000")
                .row(
                        "status-service",
                        Median.of(costs.stream().map(Cost::perSecond).toList()),
                        database,
                        Median.of(costs.stream().map(Cost::service).toList()))
                .row(
                        "bare array statements",
                        Median.of(floor.stream().map(Cost::perSecond).toList()),
                        bare,
                        "")
                .row("ratio", "", database / bare, "")
                .print(System.out);
    }
}
