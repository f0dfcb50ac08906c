package dev.switchboard.ingress.spool;

import dev.switchboard.ingress.spool.NotKept.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A queue on disk. What {@link #keep} returned for is flushed, and is there again after a kill; what was drained shortly
 * before one may be there a second time. Many may keep at once and share a flush; one drains.
 */
public final class Spool implements AutoCloseable {

    private static final long SEGMENT = 4L << 20;

    private static final double NEARLY_FULL = 0.95;

    private final Path folder;
    private final long largest;
    private final Duration flushedWithin;
    private final Clock clock;
    private final FileChannel lock;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("spool").factory());
    private final ConcurrentLinkedQueue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final ArrayDeque<Segment> segments = new ArrayDeque<>();
    private long next;
    private boolean writing;
    private int damaged;
    private @Nullable Instant oldest;

    private record Waiting(ByteBuffer frame, int size, CompletableFuture<Void> flushed) {}

    private Spool(Path folder, long largest, Duration flushedWithin, Clock clock, FileChannel lock) {
        this.folder = folder;
        this.largest = largest;
        this.flushedWithin = flushedWithin;
        this.clock = clock;
        this.lock = lock;
    }

    /** With everything an earlier process left there. What is damaged is set aside in a file of its own. */
    public static Spool open(Path folder, long largest, Duration flushedWithin, Clock clock) {
        try {
            Files.createDirectories(folder);
            var spool = new Spool(folder, largest, flushedWithin, clock, SpoolFolder.lock(folder));
            spool.recover();
            return spool;
        } catch (IOException e) {
            throw new UncheckedIOException("SPOOL_DIRECTORY cannot be used", e);
        }
    }

    /** Returns when it is on disk, and at no other time. */
    public void keep(byte[] content) {
        var frame = Frames.frame(content, clock.instant());
        var entry = new Waiting(frame, frame.remaining(), new CompletableFuture<>());
        reserve(entry.size);
        waiting.add(entry);
        try {
            writer.execute(this::flush);
            entry.flushed.get(flushedWithin.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new NotKept(Reason.DISK, "the disk did not take it in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotKept(Reason.DISK, "interrupted", e);
        }
    }

    public boolean isEmpty() {
        return bytes.get() == 0;
    }

    public long bytes() {
        return bytes.get();
    }

    /** From 0, empty, to 1, full. */
    public double fill() {
        return (double) bytes.get() / largest;
    }

    /** Before it is full: the next webhook may be large, and taking an instance out of the way takes time. */
    public boolean hasRoom() {
        return fill() < NEARLY_FULL;
    }

    /** How long the oldest entry has been here. */
    public synchronized Duration age() {
        return oldest == null ? Duration.ZERO : Duration.between(oldest, clock.instant());
    }

    /** How many stretches of bytes were set aside because they hold no entry. */
    public synchronized int damaged() {
        return damaged;
    }

    /** The oldest entries, as many as one file holds; none if there are none within the time. */
    public synchronized List<Entry> oldest(Duration atMost) throws InterruptedException, IOException {
        if (first().isEmpty()) {
            wait(Math.max(1, atMost.toMillis()));
        }
        for (var first = first(); first.isPresent(); first = first()) {
            var frames = first.get().read();
            if (!frames.entries().isEmpty()) {
                oldest = frames.entries().getFirst().keptAt();
                return frames.entries();
            }
            giveUp(first.get(), frames);
        }
        return List.of();
    }

    /** Bytes that were flushed and are no entries any more: the disk lost them. */
    private void giveUp(Segment segment, Frames frames) throws IOException {
        SpoolFolder.setAside(segment.file(), frames.damaged());
        damaged++;
        bytes.addAndGet(-segment.drained(segment.size()));
    }

    /** This one and those before it have left. */
    public synchronized void drained(Entry last) throws IOException {
        var segment = segments.getFirst();
        bytes.addAndGet(-segment.drained(last.end()));
        first();
    }

    /** What nobody will ever take, put where a person finds it. */
    public void setAside(Entry entry) throws IOException {
        SpoolFolder.setAside(folder, "refused-" + entry.keptAt().toEpochMilli(), ByteBuffer.wrap(entry.content()));
    }

    /** The first file that still holds something; those before it are removed. */
    private Optional<Segment> first() throws IOException {
        while (!segments.isEmpty() && segments.getFirst().kept() == 0) {
            var empty = segments.getFirst();
            if (empty.isOpen() && writing) {
                return Optional.empty();
            }
            empty.remove();
            segments.removeFirst();
        }
        if (segments.isEmpty()) {
            oldest = null;
        }
        return Optional.ofNullable(segments.peekFirst());
    }

    private void reserve(int size) {
        if (bytes.addAndGet(size) > largest) {
            bytes.addAndGet(-size);
            throw new NotKept(Reason.FULL, "the spool is full", null);
        }
    }

    /** Everybody who came while the disk was busy shares the next flush. */
    private void flush() {
        var group = new ArrayList<Waiting>();
        for (var entry = waiting.poll(); entry != null; entry = waiting.poll()) {
            group.add(entry);
        }
        if (group.isEmpty()) {
            return;
        }
        try {
            var segment = forWriting();
            segment.append(group.stream().map(Waiting::frame).toList());
            written(segment, group);
            group.forEach(entry -> entry.flushed.complete(null));
        } catch (IOException | RuntimeException e) {
            failed(group);
            group.forEach(entry -> entry.flushed.completeExceptionally(e));
        }
    }

    private synchronized Segment forWriting() throws IOException {
        writing = true;
        var last = segments.peekLast();
        if (last != null && last.isOpen() && last.size() < SEGMENT) {
            return last;
        }
        if (last != null) {
            last.seal();
        }
        var segment = Segment.create(SpoolFolder.segment(folder, next++));
        segments.addLast(segment);
        SpoolFolder.flush(folder);
        return segment;
    }

    private synchronized void written(Segment segment, List<Waiting> group) {
        segment.flushed(group.stream().mapToLong(Waiting::size).sum());
        if (oldest == null) {
            oldest = clock.instant();
        }
        writing = false;
        notifyAll();
    }

    /** After a failed flush nobody knows what the file holds behind its last good byte: no more is written there. */
    private synchronized void failed(List<Waiting> group) {
        if (!segments.isEmpty()) {
            segments.getLast().seal();
        }
        writing = false;
        bytes.addAndGet(-group.stream().mapToLong(Waiting::size).sum());
    }

    private synchronized void recover() throws IOException {
        for (var file : SpoolFolder.segments(folder)) {
            next = SpoolFolder.number(file) + 1;
            var segment = Segment.found(file);
            var frames = segment.read();
            if (!frames.damaged().isEmpty()) {
                SpoolFolder.setAside(file, frames.damaged());
                damaged += frames.damaged().size();
            }
            if (frames.entries().isEmpty()) {
                segment.remove();
            } else {
                segment.endsWith(frames.entries().getLast());
                segments.add(segment);
                bytes.addAndGet(segment.kept());
                oldest = oldest == null ? frames.entries().getFirst().keptAt() : oldest;
            }
        }
    }

    @Override
    public void close() {
        writer.close();
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
