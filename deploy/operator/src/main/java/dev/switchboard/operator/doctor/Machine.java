package dev.switchboard.operator.doctor;

import com.sun.management.OperatingSystemMXBean;
import dev.switchboard.operator.Surroundings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What everything runs on. */
record Machine(Surroundings surroundings) implements Look {

    private static final long GIB = 1L << 30;
    private static final int NEEDED_JAVA = 25;

    @Override
    public Stream<Finding> findings() {
        return Stream.of(java(), memory(), disk());
    }

    private static Finding java() {
        var version = Runtime.version();
        return version.feature() >= NEEDED_JAVA
                ? Finding.ok("JDK", version + ", " + Runtime.getRuntime().availableProcessors() + " processors")
                : Finding.problem(
                        "JDK", version + " is too old", "nothing here runs on it", "install JDK " + NEEDED_JAVA);
    }

    private static Finding memory() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var total = system.getTotalMemorySize() / GIB;
        return total >= 2
                ? Finding.ok("Memory", total + " GiB")
                : Finding.note("Memory", total + " GiB: dev wants about one for itself", null);
    }

    /** Where webhooks wait while the broker is away. */
    private Finding disk() {
        var folder = surroundings.get("SPOOL_DIRECTORY").map(Path::of).orElse(surroundings.temporary());
        while (!Files.exists(folder) && folder.getParent() != null) {
            folder = folder.getParent();
        }
        try {
            var free = Files.getFileStore(folder).getUsableSpace();
            return free >= 2 * GIB
                    ? Finding.ok("Disk", free / GIB + " GiB free at " + folder)
                    : Finding.problem(
                            "Disk",
                            free / (1 << 20) + " MiB free at " + folder,
                            "webhooks wait there while Kafka is away; full, they are refused, and Twilio does not"
                                    + " repeat them",
                            "make room, or name a larger disk with SPOOL_DIRECTORY");
        } catch (IOException _) {
            return Finding.unknown("Disk", folder + " cannot be looked at", "name another folder with SPOOL_DIRECTORY");
        }
    }
}
