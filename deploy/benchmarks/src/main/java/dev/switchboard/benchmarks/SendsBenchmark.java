package dev.switchboard.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How many sends one dispatcher has in flight when the provider is slow, what each costs, and what trouble costs. */
final class SendsBenchmark implements Benchmark {

    static final String ACCOUNT = "AC00000000000000000000000000000000";
    static final String TOKEN = "00000000000000000000000000000000";
    static final String SENDER = "whatsapp:+15550001111";
    static final String BODY = "Your table is ready.";

    private static final int SENDS = 10_000;
    private static final int IN_FLIGHT = 1_000;
    private static final double LATENCY = 0.2;
    private static final double SLOW = 2;
    private static final int WARM_UP = 150_000;
    private static final int TEN_THOUSAND = 10_000;

    /** A simulator that keeps half a million messages in little memory collects more than it answers. */
    private static final List<String> ROOM_FOR_ALL = List.of("-XX:+UseSerialGC", "-Xmx4g");

    /** What the runs came to, each in its own unit. */
    private record Figures(
            List<Double> rates,
            List<Double> costs,
            List<Double> databaseCosts,
            List<Double> bareCosts,
            List<Double> sdkCosts,
            List<Double> troubled,
            List<Double> beside,
            List<Double> late) {

        Figures() {
            this(
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>());
        }
    }

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
        return "sends a second of one dispatcher: provider at once, after 200 ms, with faults; CPU next to a bare loop";
    }

    @Override
    public void run(Stage stage, Effort effort) throws Exception {
        var program = stage.start(
                "simulator",
                "dev.switchboard.simulator.SimulatorApplication",
                Map.of("SIMULATOR_KEEP", "1000000"),
                ROOM_FOR_ALL);
        var simulator = new Simulated(program);
        var sends = DispatcherSends.open(stage, program, IN_FLIGHT);
        var address = program.address("").toString();
        var inFlight = Integer.toString(IN_FLIGHT);
        try (var bare = Worker.start(BareSends.class, stage.log("bare"), address, inFlight);
                var sdk = Worker.start(BareSdkSends.class, stage.log("sdk"), address, inFlight)) {
            var figures = new Figures();
            var many = effort.messages(SENDS);
            say("warm-up: %,.0f sends/s", rate(effort.warmUp(WARM_UP), sends.send(effort.warmUp(WARM_UP), 1)));
            bare.ask(Integer.toString(effort.warmUp(WARM_UP)));
            sdk.ask(Integer.toString(effort.warmUp(WARM_UP)));
            for (int run = 0; run < effort.runs(); run++) {
                simulator.answersAtOnce();
                measureCost(sends, many, figures);
                figures.bareCosts().add(cost(bare, many));
                figures.sdkCosts().add(cost(sdk, many));
                say(
                        "CPU s per 10,000: dispatcher %.2f, its database %.2f, bare loop %.2f, over the SDK %.2f",
                        figures.costs().getLast(),
                        figures.databaseCosts().getLast(),
                        figures.bareCosts().getLast(),
                        figures.sdkCosts().getLast());
                simulator.failsFiveInAHundred(2 * many);
                figures.troubled().add(said("5 in 100 go wrong", many, sends.send(many, 1)));
                simulator.keepsOneInTwentyWaiting(many, SLOW);
                figures.beside().add(said("1 in 20 is slow, the others", many * 19 / 20, sends.send(many, 0.95)));
                simulator.answersAfter(LATENCY);
                figures.late().add(said("answers after 200 ms", many, sends.send(many, 1)));
            }
            tell(figures, simulator.sentTwice());
        }
    }

    private static void measureCost(DispatcherSends sends, int many, Figures figures) throws IOException {
        var cpu = sends.dispatcherCpu();
        var database = sends.databaseCpu();
        figures.rates().add(said("answers at once", many, sends.send(many, 1)));
        figures.costs().add(perTenThousand(sends.dispatcherCpu().since(cpu), many));
        figures.databaseCosts().add(perTenThousand(sends.databaseCpu().since(database), many));
    }

    private static double cost(Worker loop, int many) throws IOException {
        var cpu = loop.cpu();
        var taken = Integer.parseInt(loop.ask(Integer.toString(many)));
        if (taken != many) {
            throw new IllegalStateException("the simulator took " + taken + " of " + many);
        }
        return perTenThousand(loop.cpu().since(cpu), many);
    }

    private static double perTenThousand(Duration cpu, int many) {
        return cpu.toMillis() / 1000.0 * TEN_THOUSAND / many;
    }

    private static double rate(int many, Duration took) {
        return many / (took.toMillis() / 1000.0);
    }

    private static double said(String what, int many, Duration took) {
        var rate = rate(many, took);
        say("%s: %,.0f sends/s", what, rate);
        return rate;
    }

    /** As it goes: whoever waits sees where it stands. */
    private static void say(String format, Object... figures) {
        System.out.println("  " + String.format(Locale.ROOT, format, figures));
    }

    private static void tell(Figures figures, int sentTwice) {
        var limit = IN_FLIGHT / LATENCY;
        var late = Median.of(figures.late());
        new Table("the provider answers after 200 ms", "")
                .row("sends a second", late)
                .row("slots divided by latency", limit)
                .row("ratio", late / limit)
                .print(System.out);
        var cost = Median.of(figures.costs());
        var floor = Median.of(figures.bareCosts());
        var sdk = Median.of(figures.sdkCosts());
        new Table("the provider answers at once", "CPU s per 10,000")
                .row("dispatcher", cost)
                .row("its database", Median.of(figures.databaseCosts()))
                .row("bare loop", floor)
                .row("bare loop over the SDK", sdk)
                .row("ratio of dispatcher to loop", cost / floor)
                .row("ratio of dispatcher to loop over the SDK", cost / sdk)
                .print(System.out);
        var faultless = Median.of(figures.rates());
        var troubled = Median.of(figures.troubled());
        var beside = Median.of(figures.beside());
        new Table("the provider at once, and", "sends a second", "ratio")
                .row("nothing goes wrong", faultless, 1.0)
                .row("2 % 429, 2 % 500, 1 % of answers lost", troubled, troubled / faultless)
                .row("1 in 20 takes 2 s: the other 19", beside, beside / faultless)
                .print(System.out);
        say("Sent twice, as the simulator counts: %d", sentTwice);
    }
}
