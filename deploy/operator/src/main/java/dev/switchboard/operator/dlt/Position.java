package dev.switchboard.operator.dlt;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where a record stands, written {@code TOPIC/PARTITION@OFFSET}. */
record Position(String topic, int partition, long offset) {

    private static final Pattern WRITTEN = Pattern.compile("(.+)/(\\d{1,9})@(\\d{1,18})");

    static final class Converter implements ITypeConverter<Position> {
        @Override
        public Position convert(String text) {
            var written = WRITTEN.matcher(text);
            if (!written.matches()) {
                throw new TypeConversionException("\"" + text + "\" is not TOPIC/PARTITION@OFFSET");
            }
            return new Position(written.group(1), Integer.parseInt(written.group(2)), Long.parseLong(written.group(3)));
        }
    }

    /** Within its topic. */
    String place() {
        return partition + "@" + offset;
    }

    @Override
    public String toString() {
        return topic + "/" + place();
    }
}
