package dev.switchboard.benchmarks;

/**
 * How much is measured.
 *
 * @param runs of each case; the median is told
 * @param isBrief a first look, with little of the warm-up that compiled code needs
 * @param messages how many, where a benchmark is asked for a number of its own; 0 leaves it to the benchmark
 */
record Effort(int runs, boolean isBrief, int messages) {

    private static final int LESS = 20;

    int warmUp(int usual) {
        return isBrief ? usual / LESS : usual;
    }

    int messages(int usual) {
        return messages == 0 ? usual : messages;
    }
}
