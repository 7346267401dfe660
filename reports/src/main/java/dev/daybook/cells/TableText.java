package dev.daybook.cells;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tables as text and as HTML. */
final class TableText {

    private static final int MOST_ROWS = 1000;
    private static final BigDecimal FIRST_GROUPED = BigDecimal.valueOf(10_000);

    private TableText() {}

    /** A value as people read it. Numbers from 10,000 on are grouped: a year is none of those. */
    static String of(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Double || value instanceof Float) {
            return of(new BigDecimal(value.toString()));
        }
        if (value instanceof Number) {
            return of(new BigDecimal(value.toString()));
        }
        return value.toString();
    }

    private static String of(BigDecimal number) {
        return number.abs().compareTo(FIRST_GROUPED) < 0
                ? number.toPlainString()
                : String.format(Locale.ROOT, "%,." + Math.max(number.scale(), 0) + "f", number);
    }

    static String plain(Table table) {
        List<List<String>> lines = new ArrayList<>(List.of(table.columns()));
        shown(table).forEach(row -> lines.add(row.stream().map(TableText::of).toList()));
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder padded = new StringBuilder();
            for (int i = 0; i < line.size(); i++) {
                int column = i;
                int width = lines.stream()
                        .mapToInt(other -> other.get(column).length())
                        .max()
                        .orElse(0);
                String pad = " ".repeat(width - line.get(i).length());
                padded.append(i == 0 ? "" : "  ").append(isNumeric(table, i) ? pad + line.get(i) : line.get(i) + pad);
            }
            text.append(padded.toString().stripTrailing()).append('\n');
        }
        return text + rest(table);
    }

    static String html(Table table) {
        StringBuilder html = new StringBuilder("<table>\n<thead><tr>");
        for (int i = 0; i < table.columns().size(); i++) {
            html.append(isNumeric(table, i) ? "<th class=\"number\" scope=\"col\">" : "<th scope=\"col\">")
                    .append(escape(table.columns().get(i).replace('_', ' ')))
                    .append("</th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (List<@Nullable Object> row : shown(table)) {
            html.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                html.append(isNumeric(table, i) ? "<td class=\"number\">" : "<td>")
                        .append(escape(of(row.get(i))))
                        .append("</td>");
            }
            html.append("</tr>\n");
        }
        html.append("</tbody>\n</table>\n");
        String rest = rest(table);
        return rest.isEmpty() ? html.toString() : html + "<p>" + rest + "</p>\n";
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static List<List<@Nullable Object>> shown(Table table) {
        return table.rows().subList(0, Math.min(MOST_ROWS, table.size()));
    }

    private static String rest(Table table) {
        if (table.isEmpty()) {
            return "no rows";
        }
        return table.size() > MOST_ROWS ? "and %,d more rows".formatted(table.size() - MOST_ROWS) : "";
    }

    private static boolean isNumeric(Table table, int column) {
        return table.rows().stream().map(row -> row.get(column)).anyMatch(Number.class::isInstance);
    }
}
