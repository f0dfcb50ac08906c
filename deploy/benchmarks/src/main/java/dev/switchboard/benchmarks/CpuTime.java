package dev.switchboard.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** How long processors have worked for a process, by the operating system's account. */
record CpuTime(Duration total) {

    /** Linux counts in hundredths of a second. */
    private static final int MILLIS_PER_TICK = 10;

    private static final int USER = 11;
    private static final int LAST_OF_THE_DEAD = 14;

    /** With its children, also those that have ended. */
    static CpuTime of(ProcessHandle process) {
        return new CpuTime(Stream.concat(Stream.of(process), process.descendants())
                .map(one -> read(one, LAST_OF_THE_DEAD))
                .reduce(Duration.ZERO, Duration::plus));
    }

    static CpuTime ofAlone(ProcessHandle process) {
        return new CpuTime(read(process, USER + 1));
    }

    Duration since(CpuTime before) {
        return total.minus(before.total);
    }

    /** Where there is no /proc, a child that has ended is not counted. */
    private static Duration read(ProcessHandle process, int last) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return ticks(stat, last);
        } catch (IOException e) {
            return process.info().totalCpuDuration().orElse(Duration.ZERO);
        }
    }

    /** The name of the program stands in brackets and may hold anything; what follows is counted from there. */
    static Duration ticks(String stat, int last) {
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        var ticks = 0L;
        for (int field = USER; field <= last; field++) {
            ticks += Long.parseLong(fields[field]);
        }
        return Duration.ofMillis(ticks * MILLIS_PER_TICK);
    }
}
