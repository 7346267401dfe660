package dev.daybook.render;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.helper.W3CDom;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A report as PDF: A4, the fonts embedded. */
final class PdfPages {

    private static final String FONTS = "/net/sf/jasperreports/fonts/dejavu/";
    private static final int A_ROW = 2;

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
        builder.useUriResolver((base, uri) -> uri.startsWith("data:") ? uri : null);
        builder.withProducer("Daybook");
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
        builder.useFont(() -> open(file), family, weight, style, true);
    }

    private static InputStream open(String file) {
        return Objects.requireNonNull(PdfPages.class.getResourceAsStream(FONTS + file), file);
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
                table.attr("style", "table-layout: fixed; font-size: %.1fpt".formatted(size));
            }
        }
        return body.body().html();
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
