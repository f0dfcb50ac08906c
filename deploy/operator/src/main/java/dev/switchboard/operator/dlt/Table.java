package dev.switchboard.operator.dlt;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text in columns as wide as their widest cell; the last one is as wide as it likes. */
public final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... titles) {
        rows.add(List.of(titles));
    }

    public void row(Object... cells) {
        rows.add(IntStream.range(0, cells.length)
                .mapToObj(column -> String.valueOf(cells[column]))
                .toList());
    }

    public boolean isEmpty() {
        return rows.size() == 1;
    }

    public String print() {
        return rows.stream().map(this::line).collect(Collectors.joining(System.lineSeparator()));
    }

    private String line(List<String> row) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> padded(row.get(column), column, row.size()))
                .collect(Collectors.joining("  "));
    }

    private String padded(String cell, int column, int columns) {
        return column == columns - 1 ? cell : cell + " ".repeat(width(column) - cell.length());
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
