package dev.daybook.cells;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** Key figures, and those of the report before. */
public final class Figures {

    /** Media type the job finds figures by: an array of names and values in turn. */
    public static final String MEDIA_TYPE = "application/vnd.daybook.figures+json";

    /** Extract with the figures of the report before: {@code name}, {@code value}; no rows in the first. */
    public static final String BEFORE = "figures_before";

    private final Map<String, BigDecimal> figures;
    private final Map<String, BigDecimal> before;

    private Figures(Map<String, BigDecimal> figures, Map<String, BigDecimal> before) {
        this.figures = figures;
        this.before = before;
    }

    static Figures of(Object... namesAndValues) {
        Map<String, BigDecimal> figures = new LinkedHashMap<>();
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            if (!(namesAndValues[i + 1] instanceof Number number)) {
                throw new CellException("figures: expected a number for '%s', found '%s'"
                        .formatted(namesAndValues[i], namesAndValues[i + 1]));
            }
            figures.put(String.valueOf(namesAndValues[i]), new BigDecimal(number.toString()));
        }
        Map<String, BigDecimal> before = new LinkedHashMap<>();
        Table rows = Cells.sql("select name, value from " + BEFORE);
        for (int row = 0; row < rows.size(); row++) {
            before.put(rows.texts("name").get(row), rows.numbers("value").get(row));
        }
        return new Figures(figures, before);
    }

    Shown shown() {
        StringBuilder html = new StringBuilder("<dl class=\"figures\">");
        StringBuilder plain = new StringBuilder();
        StringJoiner json = new StringJoiner(",", "[", "]");
        figures.forEach((name, value) -> {
            String change = change(name, value).orElse("");
            html.append("<div><dt>%s</dt><dd>%s</dd>".formatted(TableText.escape(name), TableText.of(value)))
                    .append(change.isEmpty() ? "" : "<dd class=\"change\">" + change + "</dd>")
                    .append("</div>");
            plain.append(
                    "%s: %s%s%n".formatted(name, TableText.of(value), change.isEmpty() ? "" : " (" + change + ")"));
            json.add(quoted(name)).add(quoted(value.toPlainString()));
        });
        Map<String, String> data = new LinkedHashMap<>();
        data.put("text/plain", plain.toString().replace(System.lineSeparator(), "\n"));
        data.put("text/html", html.append("</dl>").toString());
        data.put(MEDIA_TYPE, json.toString());
        return new Shown(data, "");
    }

    private Optional<String> change(String name, BigDecimal value) {
        BigDecimal earlier = before.get(name);
        if (earlier == null) {
            return Optional.empty();
        }
        if (earlier.signum() == 0) {
            return Optional.of(value.signum() == 0 ? "as before" : "0 before");
        }
        BigDecimal share = value.subtract(earlier)
                .multiply(BigDecimal.valueOf(100))
                .divide(earlier.abs(), 1, RoundingMode.HALF_UP);
        return Optional.of(String.format(Locale.ROOT, "%+,.1f %% to the report before", share));
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\' || c < ' ') {
                json.append("\\u%04x".formatted(c));
            } else {
                json.append((char) c);
            }
        });
        return json.append('"').toString();
    }
}
