package dev.switchboard.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What open deadlines cost: it must be what is due, however many wait. */
final class DeadlinesBenchmark implements Benchmark {

    private static final int FEW = 1_000;
    private static final int MANY = 100_000;
    private static final List<Integer> DUE = List.of(0, 100, 1_000);

    private record Case(int waiting, int due) {}

    @Override
    public String name() {
        return "deadlines";
    }

    @Override
    public String question() {
        return "do 100,000 open deadlines of fallback-service cost what is due, or what is waiting?";
    }

    @Override
    public void run(Stage stage, Effort effort) throws Exception {
        var few = WaitingDeadlines.open(stage, FEW);
        var many = WaitingDeadlines.open(stage, MANY);
        for (var field : List.of(few, many)) {
            field.letPass(DUE.getLast());
        }
        var costs = new LinkedHashMap<Case, List<WaitingDeadlines.Cost>>();
        for (int run = 0; run < effort.runs(); run++) {
            for (int due : DUE) {
                for (var field : List.of(few, many)) {
                    costs.computeIfAbsent(new Case(field.waiting(), due), _ -> new ArrayList<>())
                            .add(field.letPass(due));
                }
            }
        }
        tell(costs, few.missing() + many.missing());
    }

    private static void tell(Map<Case, List<WaitingDeadlines.Cost>> costs, long missing) {
        var table = new Table(
                "due",
                "service ms of CPU",
                "with " + MANY + " waiting",
                "ratio",
                "database ms",
                "with " + MANY,
                "ratio");
        for (int due : DUE) {
            var few = costs.getOrDefault(new Case(FEW, due), List.of());
            var many = costs.getOrDefault(new Case(MANY, due), List.of());
            var service = median(few, WaitingDeadlines.Cost::serviceMillis);
            var serviceOfMany = median(many, WaitingDeadlines.Cost::serviceMillis);
            var database = median(few, WaitingDeadlines.Cost::databaseMillis);
            var databaseOfMany = median(many, WaitingDeadlines.Cost::databaseMillis);
            table.row(
                    due,
                    service,
                    serviceOfMany,
                    serviceOfMany / service,
                    database,
                    databaseOfMany,
                    databaseOfMany / database);
        }
        table.print(System.out);
        System.out.printf(
                "  Each figure is of %d s with %d looks, with %,d waiting unless it says more. SMS asked for and missing on the"
                        + " topic: %d%n",
                WaitingDeadlines.WINDOW.toSeconds(), WaitingDeadlines.LOOKS, FEW, missing);
    }

    private static double median(List<WaitingDeadlines.Cost> costs, ToDoubleFunction<WaitingDeadlines.Cost> figure) {
        return Median.of(costs.stream().map(figure::applyAsDouble).toList());
    }
}
