package dev.switchboard.operator.dlt;

import dev.switchboard.contracts.RecordPosition;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where a record stands, as people write it: {@code TOPIC/PARTITION@OFFSET}. */
public final class Positions {

    private static final Pattern WRITTEN = Pattern.compile("(.+)/(\\d{1,9})@(\\d{1,18})");

    private Positions() {}

    static final class Converter implements ITypeConverter<RecordPosition> {
        @Override
        public RecordPosition convert(String text) {
            return parse(text)
                    .orElseThrow(() -> new TypeConversionException("\"" + text + "\" is not TOPIC/PARTITION@OFFSET"));
        }
    }

    public static Optional<RecordPosition> parse(String text) {
        var written = WRITTEN.matcher(text);
        return written.matches()
                ? Optional.of(new RecordPosition(
                        written.group(1), Integer.parseInt(written.group(2)), Long.parseLong(written.group(3))))
                : Optional.empty();
    }

    /** Within its topic. */
    static String place(RecordPosition position) {
        return position.partition() + "@" + position.offset();
    }
}
