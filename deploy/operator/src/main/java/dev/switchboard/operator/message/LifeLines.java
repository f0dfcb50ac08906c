package dev.switchboard.operator.message;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A line for every step of a message, with the time since it was handed over. */
final class LifeLines {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Optional<PrintWriter> output;
    private final Instant begin;

    LifeLines(Optional<PrintWriter> output, Clock clock) {
        this.output = output;
        this.begin = clock.instant();
    }

    void accepted(String channel, String id) {
        print(begin, "→", "%-8s  %-19s  %s".formatted(channel, "handed over", id));
    }

    void reached(Life life, Step step) {
        var why = step.status().isFailure() ? life.failure().orElse(step.code()) : since(step.at());
        print(
                step.at(),
                step.mark(),
                "%-8s  %-19s  %s".formatted(life.channel(), step.status().wireName(), why));
    }

    void fallback(Life life) {
        var at = life.steps().stream().map(Step::at).findFirst().orElse(begin);
        print(at, "↪", "%-8s  %-19s  %s".formatted(life.channel(), "instead", life.id()));
    }

    private void print(Instant at, String mark, String text) {
        output.ifPresent(writer -> writer.println(TIME.format(LocalTime.ofInstant(at, ZoneId.systemDefault())) + "  "
                + mark + " " + text.stripTrailing()));
    }

    private String since(Instant at) {
        var passed = Duration.between(begin, at);
        return passed.isNegative() ? "" : String.format(Locale.ROOT, "%.1f s", passed.toMillis() / 1000.0);
    }

    static Map<String, Object> json(Life life) {
        var all = new LinkedHashMap<String, Object>();
        all.put("id", life.id());
        all.put("channel", life.channel());
        all.put("status", life.status().wireName());
        life.failure().ifPresent(failure -> all.put("failure", failure));
        all.put("steps", life.steps());
        return all;
    }
}
