package dev.switchboard.benchmarks;

import java.util.Collection;

/** What is told of several runs: the one in the middle, which no single disturbance moves. */
final class Median {

    private Median() {}

    static double of(Collection<Double> values) {
        var sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        var middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
