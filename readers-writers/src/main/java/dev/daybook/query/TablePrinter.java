package dev.daybook.query;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes {@link OutputFormat#TABLE}. */
final class TablePrinter {

    private static final Pattern NUMERIC =
            Pattern.compile("U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL.*");
    private static final List<String> PLAN = List.of("explain_key", "explain_value");

    private TablePrinter() {}

    static void print(CountedRows rows, Writer out) throws IOException {
        if (rows.columns().equals(PLAN)) {
            printPlan(rows, out);
            return;
        }
        List<String> header = rows.columns().stream().map(TerminalText::safe).toList();
        List<List<String>> lines = lines(rows);
        int[] widths = widths(header, lines);
        boolean[] numeric = new boolean[widths.length];
        for (int i = 0; i < numeric.length; i++) {
            numeric[i] = NUMERIC.matcher(rows.types().get(i)).matches();
        }
        printLine(header, widths, numeric, out);
        printRule(widths, out);
        for (List<String> line : lines) {
            printLine(line, widths, numeric, out);
        }
        out.write(footer(rows));
    }

    /** Plans are drawings of several lines. */
    private static void printPlan(CountedRows rows, Writer out) throws IOException {
        while (rows.next()) {
            for (String line : String.valueOf(rows.value(1)).split("\n")) {
                out.write(TerminalText.safe(line) + "\n");
            }
        }
    }

    private static List<List<String>> lines(CountedRows rows) {
        List<List<String>> lines = new ArrayList<>();
        while (rows.next()) {
            List<String> line = new ArrayList<>();
            for (int i = 0; i < rows.columns().size(); i++) {
                line.add(cell(rows.value(i)));
            }
            lines.add(line);
        }
        return lines;
    }

    private static String cell(@Nullable Object value) {
        return value == null ? "NULL" : TerminalText.safe(ValueText.of(value));
    }

    private static int[] widths(List<String> header, List<List<String>> lines) {
        int[] widths = header.stream().mapToInt(TerminalText::width).toArray();
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], TerminalText.width(line.get(i)));
            }
        }
        return widths;
    }

    private static void printLine(List<String> cells, int[] widths, boolean[] right, Writer out) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            String padding = " ".repeat(widths[i] - TerminalText.width(cell));
            line.append(i == 0 ? "" : " | ").append(right[i] ? padding + cell : cell + padding);
        }
        out.write(line.toString().stripTrailing() + "\n");
    }

    private static void printRule(int[] widths, Writer out) throws IOException {
        for (int i = 0; i < widths.length; i++) {
            out.write((i == 0 ? "" : "-+-") + "-".repeat(widths[i]));
        }
        out.write("\n");
    }

    private static String footer(CountedRows rows) {
        String unit = rows.count() == 1 ? "row" : "rows";
        return (rows.hasMore() ? "(the first %,d %s; there are more)\n" : "(%,d %s)\n").formatted(rows.count(), unit);
    }
}
