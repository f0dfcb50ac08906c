package dev.switchboard.ingress.spool;

import java.time.Instant;

/** One thing that is kept, and the place in its file where it ends. */
public record Entry(Instant keptAt, byte[] content, long end) {

    @Override
    public String toString() {
        return "Entry[" + content.length + " bytes]";
    }
}
