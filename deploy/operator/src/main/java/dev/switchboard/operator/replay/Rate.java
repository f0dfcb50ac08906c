package dev.switchboard.operator.replay;

import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** So many in so long, written {@code 10/s} or {@code 30/m}. */
record Rate(double perSecond) {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,6})(?:/(s|m))?");

    static final class Converter implements ITypeConverter<Rate> {
        @Override
        public Rate convert(String text) {
            var written = WRITTEN.matcher(text);
            if (!written.matches() || Integer.parseInt(written.group(1)) == 0) {
                throw new TypeConversionException("\"" + text + "\" is not a rate as 10/s or 30/m");
            }
            var count = Double.parseDouble(written.group(1));
            return new Rate("m".equals(written.group(2)) ? count / 60 : count);
        }
    }

    static String words(double perSecond) {
        return perSecond < 1
                ? Math.round(perSecond * 60) + "/m"
                : String.format(Locale.ROOT, perSecond == Math.rint(perSecond) ? "%.0f/s" : "%.1f/s", perSecond);
    }
}
