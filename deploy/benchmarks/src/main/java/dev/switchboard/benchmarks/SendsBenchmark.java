package dev.switchboard.benchmarks;

import dev.switchboard.contracts.Wire;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** How many sends one dispatcher has in flight when the provider is slow, and what each costs when it is not. */
final class SendsBenchmark implements Benchmark {

    static final String ACCOUNT = "AC00000000000000000000000000000000";
    static final String TOKEN = "00000000000000000000000000000000";
    static final String SENDER = "whatsapp:+15550001111";
    static final String BODY = "Your table is ready.";

    private static final int IN_FLIGHT = 1_000;
    private static final Duration LATENCY = Duration.ofMillis(200);
    private static final int SLOW = 4_000;
    private static final int QUICK = 5_000;
    private static final int TEN_THOUSAND = 10_000;

    private final HttpClient http = HttpClient.newHttpClient();

    /** Its last digits choose the one fate without callbacks. */
    static String number(int n) {
        return "+1%d%d0150".formatted(200 + n / 800 % 800, 200 + n % 800);
    }

    @Override
    public String name() {
        return "sends";
    }

    @Override
    public String question() {
        return "sends a second of one dispatcher with a provider that takes 200 ms, and CPU next to a bare loop";
    }

    @Override
    public void run(Stage stage, Effort effort) throws Exception {
        var simulator = stage.start(
                "simulator", "dev.switchboard.simulator.SimulatorApplication", Map.of("SIMULATOR_KEEP", "1000000"));
        var sends = DispatcherSends.open(stage, simulator, IN_FLIGHT);
        try (var bare = Worker.start(
                BareSends.class, stage.log("bare"), simulator.address("").toString(), Integer.toString(IN_FLIGHT))) {
            sends.send(QUICK);
            bare.ask(Integer.toString(QUICK));
            var costs = new ArrayList<Double>();
            var bareCosts = new ArrayList<Double>();
            var databaseCosts = new ArrayList<Double>();
            for (int run = 0; run < effort.runs(); run++) {
                measureQuick(sends, costs, databaseCosts);
                bareCosts.add(measure(bare));
            }
            var rates = slow(simulator, sends, effort.runs());
            tell(rates, costs, databaseCosts, bareCosts, duplicates(simulator));
        }
    }

    private static void measureQuick(DispatcherSends sends, List<Double> costs, List<Double> databaseCosts)
            throws IOException {
        var cpu = sends.dispatcherCpu();
        var database = sends.databaseCpu();
        sends.send(QUICK);
        costs.add(perTenThousand(sends.dispatcherCpu().since(cpu)));
        databaseCosts.add(perTenThousand(sends.databaseCpu().since(database)));
    }

    private static double measure(Worker bare) throws IOException {
        var cpu = bare.cpu();
        var taken = Integer.parseInt(bare.ask(Integer.toString(QUICK)));
        if (taken != QUICK) {
            throw new IllegalStateException("the simulator took " + taken + " of " + QUICK);
        }
        return perTenThousand(bare.cpu().since(cpu));
    }

    private static double perTenThousand(Duration cpu) {
        return cpu.toMillis() / 1000.0 * TEN_THOUSAND / QUICK;
    }

    private List<Double> slow(Program simulator, DispatcherSends sends, int runs)
            throws IOException, InterruptedException {
        var answer = http.send(
                HttpRequest.newBuilder(simulator.address("/api/faults"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"provider\":\"twilio\",\"fault\":\"slow\",\"seconds\":"
                                + LATENCY.toMillis() / 1000.0 + ",\"next\":100000000}"))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("the simulator does not take the fault: " + answer.body());
        }
        var rates = new ArrayList<Double>();
        for (int run = 0; run < runs; run++) {
            rates.add(SLOW / (sends.send(SLOW).toMillis() / 1000.0));
        }
        return rates;
    }

    private JsonNode duplicates(Program simulator) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(simulator.address("/api/duplicates")).build();
        return Wire.JSON
                .readTree(http.send(request, BodyHandlers.ofString()).body())
                .get("duplicates");
    }

    private static void tell(
            List<Double> rates,
            List<Double> costs,
            List<Double> databaseCosts,
            List<Double> bare,
            JsonNode duplicates) {
        var limit = IN_FLIGHT * 1000.0 / LATENCY.toMillis();
        var rate = Median.of(rates);
        new Table("the provider answers after 200 ms", "")
                .row("sends a second", rate)
                .row("slots divided by latency", limit)
                .row("ratio", rate / limit)
                .print(System.out);
        var cost = Median.of(costs);
        var floor = Median.of(bare);
        new Table("the provider answers at once", "CPU s per 10,000")
                .row("dispatcher", cost)
                .row("its database", Median.of(databaseCosts))
                .row("bare loop", floor)
                .row("ratio of dispatcher to loop", cost / floor)
                .print(System.out);
        System.out.println("  Sent twice, as the simulator counts: " + duplicates.size());
    }
}
