package dev.daybook.render;

import dev.daybook.notebook.Notebook;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * A notebook that was run, as a document.
 *
 * @param title on top, and in the title bar
 * @param subtitle below it, such as the period; empty for none
 * @param isLandscape how pages lie
 * @param isPoster whether the PDF is the charts alone, two by two, on one page
 */
public record Report(Notebook notebook, String title, String subtitle, boolean isLandscape, boolean isPoster) {

    /**
     * As the notebook's metadata declares it: {@code title}, and in {@code pdf} the keys {@code orientation} (portrait or
     * landscape) and {@code layout} (document or charts).
     *
     * @param name used where the notebook has no title
     */
    public static Report of(Notebook notebook, String name, String subtitle) {
        JsonNode declared = notebook.daybook();
        JsonNode pdf = declared.path("pdf");
        return new Report(
                notebook,
                declared.path("title").asString(name),
                subtitle,
                is(pdf, "orientation", "landscape"),
                is(pdf, "layout", "charts"));
    }

    private static boolean is(JsonNode node, String key, String value) {
        return node.path(key).asString("").toLowerCase(Locale.ROOT).equals(value);
    }

    /** One file, without scripts, that loads nothing from elsewhere. */
    public String toHtml() {
        return new HtmlPage(this).render();
    }

    public byte[] toPdf() {
        return PdfPages.render(this);
    }
}
