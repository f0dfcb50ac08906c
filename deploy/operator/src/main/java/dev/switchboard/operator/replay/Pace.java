package dev.switchboard.operator.replay;

/** No more than so many in a second; what was missed is not made up for. */
final class Pace {

    private final long nanosEach;
    private long next = System.nanoTime();

    Pace(double perSecond) {
        nanosEach = (long) (1e9 / perSecond);
    }

    long nanosLeft() {
        return next - System.nanoTime();
    }

    void taken() {
        next = Math.max(next, System.nanoTime() - nanosEach) + nanosEach;
    }
}
