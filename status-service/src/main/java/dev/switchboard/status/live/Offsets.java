package dev.switchboard.status.live;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How far a reader has come: of each partition the offset it wants next. As text, the id of an event. */
record Offsets(long[] next) {

    private static final Pattern FORM = Pattern.compile("\\d{1,18}(\\.\\d{1,18})*");

    /** Missing where the text is none of ours: its reader begins anew. Partitions added since are read wholly. */
    static @Nullable Offsets parse(String text, int partitions) {
        if (!FORM.matcher(text).matches()) {
            return null;
        }
        var next = Arrays.stream(text.split("\\.")).mapToLong(Long::parseLong).toArray();
        return next.length <= partitions ? new Offsets(Arrays.copyOf(next, partitions)) : null;
    }

    boolean isBefore(Position position) {
        return next[position.partition()] <= position.offset();
    }

    Offsets after(Position position) {
        var later = next.clone();
        later[position.partition()] = position.offset() + 1;
        return new Offsets(later);
    }

    /** Whether more than so many are missing from here to there, in any partition. */
    boolean isBehind(Offsets other, long tolerated) {
        return IntStream.range(0, next.length)
                .anyMatch(partition -> other.next[partition] - next[partition] > tolerated);
    }

    record Position(int partition, long offset) {}

    String text() {
        return Arrays.stream(next).mapToObj(Long::toString).collect(Collectors.joining("."));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Offsets(var theirs) && Arrays.equals(next, theirs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(next);
    }

    @Override
    public String toString() {
        return text();
    }
}
