package dev.switchboard.operator.dlt;

import dev.switchboard.operator.audit.State;
import dev.switchboard.operator.audit.States;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which dead letters a command is about. */
public final class Selection {

    @Option(
            names = "--where",
            paramLabel = "CONDITIONS",
            converter = Where.Converter.class,
            description = "For instance \"cause==invalid && header.x-tenant==acme && value.to=~49\".")
    private @Nullable Where where;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Moment.Converter.class,
            description = "Put aside at or after: 2h, 15m, 7d or 2026-01-31T12:00:00Z.")
    private @Nullable Moment since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = Moment.Converter.class,
            description = "Put aside before.")
    private @Nullable Moment until;

    @Option(
            names = "--ids-from",
            paramLabel = "FILE",
            converter = IdsConverter.class,
            description =
                    "Only those a file names, one a line: a key or TOPIC/PARTITION@OFFSET; - reads standard input.")
    private @Nullable Ids ids;

    private record Ids(String file, Set<String> names) {
        boolean name(DeadLetter letter) {
            return names.contains(letter.key())
                    || names.contains(letter.position().toString());
        }
    }

    public Predicate<DeadLetter> at(Clock clock) {
        var now = clock.instant();
        return letter -> (where == null || where.test(letter))
                && (since == null || !letter.at().isBefore(since.from(now)))
                && (until == null || letter.at().isBefore(until.from(now)))
                && (ids == null || ids.name(letter));
    }

    /** Those nobody has done anything about yet. */
    public Predicate<DeadLetter> newAt(Clock clock, States states) {
        return at(clock).and(letter -> letter.state(states) == State.NEW);
    }

    public boolean isEmpty() {
        return where == null && since == null && until == null && ids == null;
    }

    /** As it was typed, for whoever reads the plan later. */
    public String words(Clock clock) {
        var now = clock.instant();
        var words = new ArrayList<String>();
        add(words, "--where", where);
        add(words, "--since", since == null ? null : since.from(now));
        add(words, "--until", until == null ? null : until.from(now));
        add(words, "--ids-from", ids == null ? null : ids.file());
        return String.join(" ", words);
    }

    private static void add(List<String> words, String option, @Nullable Object value) {
        if (value != null) {
            words.add(option + " '" + value + "'");
        }
    }

    static final class IdsConverter implements ITypeConverter<Ids> {
        @Override
        public Ids convert(String file) {
            try (var lines = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
                return new Ids(file, names(lines));
            } catch (IOException e) {
                throw new TypeConversionException(file + " cannot be read");
            }
        }

        private static Set<String> names(InputStream lines) throws IOException {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .collect(Collectors.toSet());
        }
    }
}
