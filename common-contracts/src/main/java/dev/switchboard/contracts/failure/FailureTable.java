package dev.switchboard.contracts.failure;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.contracts.Unfit;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.Provider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's codes mean and ask for. After the line {@code version,2026-11-21} one line a code, or range of codes:
 * {@code 63019,retry,,PT5M,the media could not be fetched} is code, kind, reach, not before, meaning; a kind {@code retry once}
 * makes the second refusal of a call final. The words are ours, because the provider's may quote a number or a text.
 */
public record FailureTable(String version, Map<Integer, Row> rows) {

    /**
     * @param notBefore how long a repeated call has to wait
     * @param calls after how many of them it is final; 0 for no end
     */
    public record Row(Failure failure, Reach reach, Duration notBefore, int calls) {}

    private static final String RETRY_ONCE = "retry once";
    private static final int COLUMNS = 5;
    private static final int LONGEST_RANGE = 1000;
    private static final Pattern VERSION = Pattern.compile("version,([\\w.-]{1,40})");
    private static final Pattern CODES = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");
    private static final Pattern CODE = Pattern.compile("\\d{1,9}");

    public static FailureTable builtIn(Provider provider) {
        var name = provider.name() + ".csv";
        try (var file = FailureTable.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("there is no " + name);
            }
            return parse(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws Unfit naming the line that cannot be read */
    public static FailureTable parse(byte[] file) {
        var rows = new HashMap<Integer, Row>();
        String version = null;
        var lines = new String(file, UTF_8).lines().toList();
        for (var n = 0; n < lines.size(); n++) {
            var line = lines.get(n).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                if (version == null) {
                    version = version(line);
                } else {
                    add(line, rows);
                }
            } catch (Unfit e) {
                throw new Unfit("line " + (n + 1) + ": " + e.getMessage());
            }
        }
        if (version == null || rows.isEmpty()) {
            throw new Unfit("there are no codes in it");
        }
        return new FailureTable(version, Map.copyOf(rows));
    }

    /** A code nobody wrote down is final: repeating what we do not understand helps nobody. */
    public Row of(@Nullable String told) {
        var code = told != null && CODE.matcher(told).matches() ? Integer.valueOf(told) : null;
        var row = code == null ? null : rows.get(code);
        if (row != null) {
            return row;
        }
        var reason = code == null ? "the provider gives no reason" : "the provider gives a code we do not know";
        var failure = new Failure(Failure.Kind.PERMANENT, code == null ? null : code.toString(), reason);
        return new Row(failure, Reach.MESSAGE, Duration.ZERO, 0);
    }

    private static String version(String line) {
        var version = VERSION.matcher(line);
        if (!version.matches()) {
            throw new Unfit("the first line that says something must be version, a comma and a name without spaces");
        }
        return version.group(1);
    }

    private static void add(String line, Map<Integer, Row> rows) {
        var cells = line.split(",", COLUMNS);
        var codes = CODES.matcher(cells[0].strip());
        if (cells.length < COLUMNS || !codes.matches()) {
            throw new Unfit("it is not code or first-last,kind,reach,not before,meaning");
        }
        var first = Integer.parseInt(codes.group(1));
        var last = codes.group(2) == null ? first : Integer.parseInt(codes.group(2));
        if (last < first || last - first > LONGEST_RANGE) {
            throw new Unfit("the range of codes is not one");
        }
        var word = cells[1].strip();
        var isOnce = word.equals(RETRY_ONCE);
        var kind = isOnce ? Failure.Kind.RETRY : kind(word);
        var reach = Reach.of(cells[2].strip());
        var notBefore = duration(cells[3].strip());
        var meaning = cells[4].strip();
        if (meaning.isEmpty()) {
            throw new Unfit("the meaning is missing");
        }
        for (var code = first; code <= last; code++) {
            var failure = new Failure(kind, Integer.toString(code), meaning);
            if (rows.put(code, new Row(failure, reach, notBefore, isOnce ? 2 : 0)) != null) {
                throw new Unfit("a code stands in it twice");
            }
        }
    }

    private static Failure.Kind kind(String word) {
        try {
            return Failure.Kind.of(word);
        } catch (Unfit _) {
            throw new Unfit("the kind is not one of ours");
        }
    }

    private static Duration duration(String text) {
        try {
            var duration = text.isEmpty() ? Duration.ZERO : Duration.parse(text);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeException _) {
            // told below
        }
        throw new Unfit("the fourth column is not a time such as PT5M");
    }
}
