package dev.switchboard.operator.dlt;

import java.time.Clock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters a command is about. */
final class Selection {

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

    Predicate<DeadLetter> at(Clock clock) {
        var now = clock.instant();
        return letter -> (where == null || where.test(letter))
                && (since == null || !letter.at().isBefore(since.from(now)))
                && (until == null || letter.at().isBefore(until.from(now)));
    }
}
