package dev.switchboard.status.live;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The latest changes, numbered as this node read them. One thread adds; each reader goes through them at its own pace,
 * and one that is overtaken finds out.
 */
final class RecentChanges {

    /** A change as it was written: it is read when somebody hears it, which of most of them nobody does. */
    record Seen(ConsumerRecord<byte[], byte[]> record) {
        Offsets.Position position() {
            return new Offsets.Position(record.partition(), record.offset());
        }
    }

    /** What there is from a number on; {@code isWhole} is false when older ones were asked for than are kept. */
    record Batch(List<Seen> changes, long nextNumber, boolean isWhole) {}

    private final Seen[] ring;
    private Offsets oldest;
    private volatile Offsets newest;
    private long count;

    RecentChanges(int capacity, Offsets start) {
        ring = new Seen[capacity];
        oldest = start;
        newest = start;
    }

    synchronized void add(ConsumerRecord<byte[], byte[]> record) {
        var seen = new Seen(record);
        var place = (int) (count % ring.length);
        if (count >= ring.length) {
            oldest = oldest.after(ring[place].position());
        }
        ring[place] = seen;
        newest = newest.after(seen.position());
        count++;
    }

    int partitions() {
        return newest.next().length;
    }

    /** Where the next change to come will be. */
    record End(long number, Offsets offsets) {}

    synchronized End endAndNewest() {
        return new End(count, newest);
    }

    /** The number of the next change to come. */
    synchronized long end() {
        return count;
    }

    /**
     * Whether somebody who came so far can go on from what is kept. It may have heard more than this node has, on
     * another one, but not much more: then its offsets are those of a topic that is gone.
     */
    synchronized boolean covers(Offsets offsets) {
        return !offsets.isBehind(oldest, 0) && !newest.isBehind(offsets, ring.length);
    }

    synchronized long start() {
        return Math.max(0, count - ring.length);
    }

    synchronized Batch from(long number, int most) {
        var first = Math.max(number, start());
        var last = Math.min(count, first + most);
        var changes = new ArrayList<Seen>();
        for (var each = first; each < last; each++) {
            changes.add(ring[(int) (each % ring.length)]);
        }
        return new Batch(changes, last, first == number);
    }
}
