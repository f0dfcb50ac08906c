package dev.switchboard.benchmarks;

/**
 * How much is measured.
 *
 * @param runs of each case; the median is told
 * @param isBrief a first look, with little of the warm-up that compiled code needs
 */
record Effort(int runs, boolean isBrief) {

    private static final int LESS = 20;

    int warmUp(int usual) {
        return isBrief ? usual / LESS : usual;
    }
}
