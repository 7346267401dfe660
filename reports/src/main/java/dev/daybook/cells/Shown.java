package dev.daybook.cells;

import dev.daybook.chart.Chart;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A value in the forms it can be shown in.
 *
 * @param data by media type, the richest last; bytes in Base64
 * @param alt describes a picture to those who cannot see it; empty for text
 */
public record Shown(Map<String, String> data, String alt) {

    private static final String PLAIN = "text/plain";
    private static final String HTML = "text/html";

    public Shown {
        data = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    /** The forms of any value; of one nothing is known about, its text. */
    public static Shown of(Object value) {
        if (value instanceof Shown shown) {
            return shown;
        }
        if (value instanceof Table table) {
            return inOrder("", PLAIN, TableText.plain(table), HTML, TableText.html(table));
        }
        if (value instanceof Chart chart) {
            return inOrder(
                    chart.alt(),
                    PLAIN,
                    chart.alt(),
                    "image/svg+xml",
                    chart.svg(),
                    "image/png",
                    Base64.getEncoder().encodeToString(chart.png()));
        }
        return Tablesaw.isTable(value) ? of(Tablesaw.table(value)) : inOrder("", PLAIN, String.valueOf(value));
    }

    /** HTML, and what it says for those who show none. */
    public static Shown html(String html, String plain) {
        return inOrder("", PLAIN, plain, HTML, html);
    }

    public static Shown markdown(String markdown) {
        return inOrder("", PLAIN, markdown, "text/markdown", markdown);
    }

    /** SVG, and what it shows in words. */
    public static Shown svg(String svg, String alt) {
        return inOrder(alt, PLAIN, alt, "image/svg+xml", svg);
    }

    public static Shown png(byte[] png, String alt) {
        return inOrder(alt, PLAIN, alt, "image/png", Base64.getEncoder().encodeToString(png));
    }

    /** What text consoles show of it. */
    public String plain() {
        return data.getOrDefault(PLAIN, "");
    }

    private static Shown inOrder(String alt, String... typesAndValues) {
        Map<String, String> data = new LinkedHashMap<>();
        for (int i = 0; i < typesAndValues.length; i += 2) {
            data.put(typesAndValues[i], typesAndValues[i + 1]);
        }
        return new Shown(data, alt);
    }
}
