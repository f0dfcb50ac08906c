package dev.switchboard.operator.dlt;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A point in time: RFC 3339, or so long ago as {@code 90s}, {@code 15m}, {@code 2h} or {@code 7d} says. */
sealed interface Moment {

    Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");

    record At(Instant instant) implements Moment {}

    record Ago(Duration duration) implements Moment {}

    default Instant from(Instant now) {
        return switch (this) {
            case At(var instant) -> instant;
            case Ago(var duration) -> now.minus(duration);
        };
    }

    final class Converter implements ITypeConverter<Moment> {
        @Override
        public Moment convert(String text) {
            var ago = AGO.matcher(text);
            if (ago.matches()) {
                var unit = ago.group(2).equals("d") ? "P" + ago.group(1) + "D" : "PT" + ago.group(1) + ago.group(2);
                return new Ago(Duration.parse(unit));
            }
            try {
                return new At(Instant.parse(text));
            } catch (DateTimeException e) {
                throw new TypeConversionException("\"" + text + "\" is neither 2h, 15m, 7d nor 2026-01-31T12:00:00Z");
            }
        }
    }
}
