package dev.switchboard.dispatcher.dispatch;

import static java.util.stream.Collectors.toMap;

import dev.switchboard.contracts.message.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's codes mean and ask for: {@code code or first-last,kind,reach,not before,meaning}; a kind
 * {@code retry once} makes the second refusal final. The words are ours, because
 * the provider's may quote a number or a text.
 */
public final class FailureTable {

    /** @param calls after how many of them it is final; 0 for no end */
    public record Row(Failure failure, Reach reach, Duration notBefore, int calls) {}

    private static final String RETRY_ONCE = "retry once";

    private record Entry(int code, Row row) {}

    private final String provider;
    private final Map<Integer, Row> rows;

    private FailureTable(String provider, Map<Integer, Row> rows) {
        this.provider = provider;
        this.rows = rows;
    }

    /** Reads the table that lies beside a provider's classes. */
    public static FailureTable beside(Class<?> type, String provider) {
        var name = "errors.csv";
        try (var file = type.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing beside " + type.getName());
            }
            return new FailureTable(provider, rows(new String(file.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A code nobody wrote down is final: repeating what we do not understand helps nobody. */
    public Row of(@Nullable Integer code) {
        if (code == null) {
            return unknown(null, "an error without a code");
        }
        var row = rows.get(code);
        return row == null ? unknown(Integer.toString(code), "an error not in our table") : row;
    }

    private Row unknown(@Nullable String code, String meaning) {
        var failure = new Failure(Failure.Kind.PERMANENT, code, provider + " answered " + meaning);
        return new Row(failure, Reach.MESSAGE, Duration.ZERO, 0);
    }

    private static Map<Integer, Row> rows(String file) {
        return file.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .flatMap(FailureTable::entries)
                .collect(toMap(Entry::code, Entry::row));
    }

    private static Stream<Entry> entries(String line) {
        var cells = line.split(",", 5);
        var range = cells[0].split("-", 2);
        var first = Integer.parseInt(range[0].strip());
        var last = range.length == 1 ? first : Integer.parseInt(range[1].strip());
        var isOnce = cells[1].strip().equals(RETRY_ONCE);
        var kind = isOnce ? Failure.Kind.RETRY : Failure.Kind.of(cells[1].strip());
        var reach = Reach.of(cells[2]);
        var notBefore = cells[3].isBlank() ? Duration.ZERO : Duration.parse(cells[3].strip());
        return IntStream.rangeClosed(first, last).mapToObj(code -> {
            var failure = new Failure(kind, Integer.toString(code), cells[4].strip());
            return new Entry(code, new Row(failure, reach, notBefore, isOnce ? 2 : 0));
        });
    }
}
