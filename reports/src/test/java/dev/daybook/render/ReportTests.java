package dev.daybook.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.daybook.cells.Shown;
import dev.daybook.cells.Table;
import dev.daybook.chart.Chart;
import dev.daybook.notebook.Notebook;
import dev.daybook.notebook.Outputs;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class ReportTests {

    private static final String NOTEBOOK = """
            {"cells": [
              {"cell_type": "markdown", "id": "m", "metadata": {}, "source": "# First\\n\\nText [good](https://example.org) [bad](javascript:alert(1)) <img src=x onerror=alert(1)>\\n\\n## Second"},
              {"cell_type": "code", "id": "c", "metadata": {}, "execution_count": 1, "outputs": [], "source": "var a = \\"</script><script>alert(1)</script>\\";"}
             ],
             "metadata": {"daybook": {"title": "Sales & more", "pdf": {"orientation": "landscape"%s}}},
             "nbformat": 4, "nbformat_minor": 5}
            """;

    private static Report report(Outputs outputs, String layout) {
        Notebook notebook = Notebook.read(NOTEBOOK.formatted(layout).getBytes(UTF_8), "test.ipynb");
        notebook.cells().get(1).setRun(1, outputs.asArray());
        return Report.of(notebook, "test", "2026-03-01 to 2026-03-07");
    }

    private static Outputs hostile() {
        Outputs outputs = new Outputs();
        outputs.stream("stdout", "<script>alert(1)</script>\u001b[31mred\u001b[0m");
        outputs.display(
                Map.of(
                        "text/html",
                        "<table><tr onclick=alert(1)><td>ok</td></tr></table><script>alert(1)</script><img src=x onerror=alert(1)><iframe src=https://example.org></iframe><a href=' javascript:alert(1)'>x</a><style>*{}</style><p style='color:red'>p</p>"),
                "");
        outputs.display(
                Map.of("image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
                "\"><script>alert(1)</script>");
        outputs.display(Map.of("text/markdown", "[x](javascript:alert(1)) <b onclick='alert(1)'>b</b>"), "");
        outputs.display(Map.of("image/png", "aGk=\" onerror=\"alert(1)"), "picture");
        outputs.display(Map.of("text/javascript", "alert(1)", "text/plain", "plain"), "");
        outputs.error("E", "</pre><script>alert(1)</script>", List.of("</pre><script>alert(1)</script>"));
        return outputs;
    }

    @Test
    void nothingThatRunsOrLoadsComesThroughFromData() {
        Document page = Jsoup.parse(report(hostile(), "").toHtml());

        assertThat(page.select("script, iframe, object, embed, form, base, link, svg"))
                .isEmpty();
        assertThat(page.getAllElements().stream().flatMap(e -> e.attributes().asList().stream()))
                .noneMatch(attribute -> attribute.getKey().startsWith("on")
                        || attribute.getKey().equals("style"))
                .noneMatch(attribute -> attribute.getValue().strip().startsWith("javascript:"));
        assertThat(page.select("img").eachAttr("src")).isNotEmpty().allMatch(src -> src.startsWith("data:image/"));
        assertThat(page.select("style")).hasSize(1);
        assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .startsWith("default-src 'none'; style-src 'sha256-")
                .doesNotContain("unsafe");
        assertThat(page.text()).contains("ok", "plain", "<script>alert(1)</script>red");
    }

    @Test
    void thePageHasContentsLandmarksAndCodeBehindABox() {
        Document page = Jsoup.parse(report(new Outputs(), "").toHtml());

        assertThat(page.select("h1").eachText()).containsExactly("Sales & more");
        assertThat(page.select("nav a").eachText()).containsExactly("First", "Second");
        for (Element link : page.select("nav a")) {
            assertThat(page.select(link.attr("href"))).hasSize(1);
        }
        assertThat(page.select("main, header, nav")).hasSize(3);
        assertThat(page.select("html").attr("lang")).isEqualTo("en");
        assertThat(page.select("input[type=checkbox] + label").text()).isEqualTo("Show code");
        assertThat(page.select("main pre.code").text()).contains("var a");
        assertThat(page.title()).isEqualTo("Sales & more, 2026-03-01 to 2026-03-07");
    }

    @Test
    void pdfHasItsFontsPicturesAndForeignLettersAndNothingBeyondTheRightEdge() throws IOException {
        Outputs outputs = new Outputs();
        List<String> columns = new ArrayList<>();
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= 24; i++) {
            columns.add("column_" + i);
            row.add(i == 24 ? "Київ Ωμέγα last" : new BigDecimal("1234567.89"));
        }
        show(outputs, Table.of(columns, List.of(row)));
        show(outputs, Chart.horizontalBars("Chart", List.of("a", "b"), List.of(1, 2)));
        show(outputs, "x".repeat(400));

        try (PDDocument pdf = Loader.loadPDF(report(outputs, "").toPdf())) {
            Extent extent = new Extent();
            String text = extent.getText(pdf);
            assertThat(text).contains("Sales & more", "2026-03-01 to 2026-03-07", "Page 1 of", "First");
            assertThat(text.replaceAll("\\s", "")).contains("КиївΩμέγαlast", "1,234,567.89", "x".repeat(400));
            assertThat(extent.rightmost).isLessThan(1.0f);
            PDPage first = pdf.getPage(0);
            assertThat(first.getMediaBox().getWidth())
                    .isGreaterThan(first.getMediaBox().getHeight());
            int pictures = 0;
            for (PDPage page : pdf.getPages()) {
                for (var name : page.getResources().getFontNames()) {
                    PDFont font = page.getResources().getFont(name);
                    assertThat(font.isEmbedded()).as(font.getName()).isTrue();
                }
                for (var name : page.getResources().getXObjectNames()) {
                    pictures += page.getResources().isImageXObject(name) ? 1 : 0;
                }
            }
            assertThat(pictures).isEqualTo(1);
        }
    }

    @Test
    void pdfIsTaggedForThoseWhoHaveItReadToThem() throws IOException {
        Outputs outputs = new Outputs();
        show(outputs, Chart.horizontalBars("Chart", List.of("a", "b"), List.of(1, 2)));
        try (PDDocument pdf = Loader.loadPDF(report(outputs, "").toPdf())) {
            assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("en");
            assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("Sales & more");
            List<String> words = new ArrayList<>();
            collectWords(pdf.getDocumentCatalog().getStructureTreeRoot(), words);
            assertThat(words).containsExactly("Chart: horizontal bar chart. a 1; b 2");
        }
    }

    private static void collectWords(PDStructureNode node, List<String> words) {
        for (Object kid : node.getKids()) {
            if (kid instanceof PDStructureElement element) {
                String alternative = element.getAlternateDescription();
                if (alternative != null && !alternative.isEmpty()) {
                    words.add(alternative);
                }
                collectWords(element, words);
            }
        }
    }

    @Test
    void pdfHasEastAsianLettersWhereTheirFontIsInstalled() throws IOException {
        assumeTrue(
                Files.exists(Path.of("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf")),
                "fonts-droid-fallback is not installed: nothing is shown about East Asian letters");
        Outputs outputs = new Outputs();
        show(outputs, Table.of(List.of("customer"), List.of(List.of("Plain"), List.of("東京商店"), List.of("北京"))));
        try (PDDocument pdf = Loader.loadPDF(report(outputs, "").toPdf())) {
            assertThat(new PDFTextStripper().getText(pdf)).contains("Plain", "東京商店", "北京");
        }
    }

    @Test
    void aPosterHasItsChartsOnOnePage() throws IOException {
        Outputs outputs = new Outputs();
        for (int i = 0; i < 4; i++) {
            show(outputs, Chart.horizontalBars("Chart", List.of("a", "b"), List.of(1, 2)));
        }
        byte[] bytes = report(outputs, ", \"layout\": \"charts\"").toPdf();
        Files.write(Path.of("target/poster.pdf"), bytes);
        try (PDDocument pdf = Loader.loadPDF(bytes)) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(1);
            assertThat(new PDFTextStripper().getText(pdf)).contains("Sales & more", "2026-03-01 to 2026-03-07");
        }
    }

    @Test
    void hostilePagesBecomePdfToo() throws IOException {
        try (PDDocument pdf = Loader.loadPDF(report(hostile(), "").toPdf())) {
            assertThat(new PDFTextStripper().getText(pdf)).contains("ok", "plain");
            assertThat(pdf.getDocumentCatalog().getNames()).isNull();
        }
    }

    private static void show(Outputs outputs, Object value) {
        Shown shown = Shown.of(value);
        outputs.display(shown.data(), shown.alt());
    }

    /** How far to the right letters go, as a share of the page. */
    private static final class Extent extends PDFTextStripper {

        private float rightmost;

        @Override
        protected void processTextPosition(TextPosition text) {
            rightmost = Math.max(rightmost, (text.getX() + text.getWidth()) / text.getPageWidth());
            super.processTextPosition(text);
        }
    }
}
