package dev.switchboard.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Figures as the terminal shows them: the first column to the left, the others to the right. */
final class Table {

    private static final String GAP = "   ";

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... heads) {
        rows.add(List.of(heads));
    }

    Table row(Object... cells) {
        rows.add(List.of(cells).stream().map(Table::text).toList());
        return this;
    }

    void print(PrintStream out) {
        out.println();
        lines().forEach(line -> out.println("  " + line));
        out.println();
    }

    List<String> lines() {
        var widths = IntStream.range(0, rows.getFirst().size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> pad(row.get(column), widths[column], column > 0))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    private static String pad(String cell, int width, boolean isFigure) {
        var gap = " ".repeat(width - cell.length());
        return isFigure ? gap + cell : cell + gap;
    }

    private static String text(Object cell) {
        return switch (cell) {
            case Double figure -> String.format(Locale.ROOT, "%,.2f", figure);
            case Integer figure -> String.format(Locale.ROOT, "%,d", figure);
            case Long figure -> String.format(Locale.ROOT, "%,d", figure);
            default -> cell.toString();
        };
    }
}
