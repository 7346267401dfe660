package dev.daybook.render;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FSFontUseCase;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.jsoup.Jsoup;
import org.jsoup.helper.W3CDom;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A report as PDF: A4, the fonts embedded. */
final class PdfPages {

    static {
        FontMappers.set(new EmbeddedFonts());
    }

    private static final int A_ROW = 2;

    /** A longer one in a table is broken anywhere rather than that it makes its column too wide. */
    private static final int LONGEST_WORD = 24;

    /** Of Debian's fonts-droid-fallback. Such fonts are large, and few are TrueType, which alone is embedded here. */
    private static final Path EAST_ASIAN = Path.of("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf");

    /** Columns of a table that fit upright; a wider one is set smaller, so that its right edge stays on the page. */
    private static final int MOST_COLUMNS = 7;

    private PdfPages() {}

    static byte[] render(Report report) {
        XRLog.setLoggingEnabled(false);
        PdfRendererBuilder builder = new PdfRendererBuilder();
        font(builder, "DejaVuSans.ttf", "Report", 400, FontStyle.NORMAL);
        font(builder, "DejaVuSans-Bold.ttf", "Report", 700, FontStyle.NORMAL);
        font(builder, "DejaVuSans-Oblique.ttf", "Report", 400, FontStyle.ITALIC);
        font(builder, "DejaVuSansMono.ttf", "ReportMono", 400, FontStyle.NORMAL);
        if (Files.isReadable(EAST_ASIAN)) {
            Set<FSFontUseCase> whereOthersLack = EnumSet.of(FSFontUseCase.FALLBACK_FINAL);
            builder.useFont(EAST_ASIAN.toFile(), "EastAsian", 400, FontStyle.NORMAL, true, whereOthersLack);
        }
        builder.useUriResolver((base, uri) -> uri.startsWith("data:") ? uri : null);
        builder.withProducer("Daybook");
        // Tagged, for those who have it read to them. It also keeps fonts that are not embedded out, and the search for
        // them.
        builder.usePdfUaAccessibility(true);
        builder.withW3cDocument(new W3CDom().fromJsoup(page(report)), "");
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        builder.toStream(pdf);
        try {
            builder.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pdf.toByteArray();
    }

    private static void font(PdfRendererBuilder builder, String file, String family, int weight, FontStyle style) {
        builder.useFont(() -> EmbeddedFonts.open(file), family, weight, style, true);
    }

    private static Document page(Report report) {
        Document body = Jsoup.parse(new Body(report, Body.Pictures.PNG, false).html());
        boolean isPoster = report.isPoster() && body.select(".failure").isEmpty();
        String css = Stylesheet.of(isPoster ? "poster.css" : "document.css")
                .css()
                .formatted(report.isLandscape() ? "landscape" : "portrait", footer(report));
        String content = isPoster ? poster(body) : document(body);
        return Jsoup.parse("""
                <html lang="en"><head><title>%s</title><style>%s</style></head><body>
                <h1>%s</h1><p class="subtitle">%s</p>%s</body></html>
                """.formatted(
                        Sanitizer.escape(report.title()),
                        css,
                        Sanitizer.escape(report.title()),
                        Sanitizer.escape(report.subtitle()),
                        content));
    }

    private static String footer(Report report) {
        return (report.title() + "  " + report.subtitle()).replaceAll("[\\\\\"<>\\p{Cntrl}]", " ");
    }

    private static String document(Document body) {
        for (Element table : body.select("table")) {
            int columns =
                    Objects.requireNonNullElse(table.selectFirst("tr"), table).childrenSize();
            if (columns > MOST_COLUMNS) {
                double size = Math.max(3.5, 8.5 * MOST_COLUMNS / columns);
                table.addClass("wide");
                table.attr("style", "table-layout: fixed; font-size: %.1fpt".formatted(size));
            }
        }
        for (Element cell : body.select("td")) {
            if (hasLongWord(cell.text())) {
                cell.addClass("long");
            }
        }
        keepWithCharts(body);
        return body.body().html();
    }

    private static boolean hasLongWord(String text) {
        return Arrays.stream(text.split("\\s+")).anyMatch(word -> word.length() > LONGEST_WORD);
    }

    /** A heading and what it says of a chart stay on the page of the chart. */
    private static void keepWithCharts(Document body) {
        for (Element text : body.select("div.text")) {
            Element next = text.nextElementSibling();
            if (next != null && (next.is("figure") || next.is("div.output:has(dl)"))) {
                Element together =
                        text.before(new Element("div").addClass("together")).previousElementSibling();
                Objects.requireNonNull(together).appendChild(text).appendChild(next);
            }
        }
    }

    private static String poster(Document body) {
        List<Element> pictures = new ArrayList<>(body.select("figure img"));
        StringBuilder grid = new StringBuilder("<table class=\"grid\">");
        for (int i = 0; i < pictures.size(); i++) {
            grid.append(i % A_ROW == 0 ? "<tr>" : "")
                    .append("<td>")
                    .append(pictures.get(i).outerHtml())
                    .append("</td>")
                    .append(i % A_ROW == A_ROW - 1 || i == pictures.size() - 1 ? "</tr>" : "");
        }
        return grid.append("</table>").toString();
    }
}
