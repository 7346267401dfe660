package dev.daybook.jobs.notebookreport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import dev.daybook.notebook.Cell;
import dev.daybook.notebook.Notebook;
import dev.daybook.ops.ExecutionView;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.Sales;
import dev.daybook.testing.Samples;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class NotebookReportTests {

    private static final String WEEKLY = "weekly-sales";

    @TempDir
    private Path folder;

    private DataFolder data;

    @BeforeEach
    void emptyFolder() {
        data = new DataFolder(folder.resolve("data"));
    }

    /** Fourteen products: of each later one more is sold, all of it in two orders on two days. */
    private void sell() {
        List<String> products = new ArrayList<>();
        List<String> monday = new ArrayList<>();
        List<String> tuesday = new ArrayList<>();
        for (int i = 1; i <= 14; i++) {
            products.add("D%02d,2.50".formatted(i));
            monday.add(Sales.sale("M" + i, "D%02d".formatted(i), i, "2026-03-02 10:00:00.0"));
            tuesday.add(Sales.sale("T" + i, "D%02d".formatted(i), 1, "2026-03-03 10:00:00.0"));
        }
        monday.add(Sales.sale("M1", "D01", 2, "2026-03-02 23:59:59.0"));
        data.loadDay(
                "feed",
                "products",
                "file",
                Sales.catalogue(folder, "2026-03-01", products.toArray(String[]::new))
                        .toString());
        load("2026-03-02", monday);
        load("2026-03-03", tuesday);
        load("2026-03-08", List.of(Sales.sale("X", "D05", 1000, "2026-03-08 00:00:00.0")));
    }

    private void load(String date, List<String> sales) {
        data.loadDay(
                "file", Sales.file(folder, date, sales.toArray(String[]::new)).toString());
    }

    private Path archived(String name) {
        return folder.resolve("data/reports/archive").resolve(name);
    }

    private Path latest(String name) {
        return folder.resolve("data/reports/latest").resolve(name);
    }

    private Notebook notebook(Path file) throws IOException {
        return Notebook.read(Files.readAllBytes(file), file.toString());
    }

    private static String outputOf(Notebook notebook, String id, String type) {
        return notebook.cells().stream()
                .filter(cell -> cell.id().equals(id))
                .flatMap(cell -> cell.outputs().valueStream())
                .map(output -> Cell.text(output.path("data").path(type)))
                .reduce("", String::concat);
    }

    private static String text(Path pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            return new PDFTextStripper().getText(document);
        }
    }

    private JsonNode index() throws IOException {
        return JsonMapper.shared()
                .readTree(folder.resolve("data/reports/index.json").toFile());
    }

    @Test
    void aWeekOfSalesHasTheTopTenOfThePeriodAloneInDescendingOrder() throws IOException {
        sell();
        ExecutionView run = data.report(WEEKLY, "2026-03-01", "2026-03-07");

        assertThat(run.status()).isEqualTo("COMPLETED");
        Notebook notebook = notebook(archived("weekly-sales/report_20260301-20260307.ipynb"));
        List<String> expected = data.query("select 'Disk ' || product_id || ' ' || sum(quantity) from sales"
                + " where sold_at >= '2026-03-01' and sold_at < '2026-03-08' group by product_id"
                + " order by sum(quantity) desc, product_id limit 10");
        assertThat(expected).hasSize(10).startsWith("Disk D14 15", "Disk D13 14");
        assertThat(outputOf(notebook, "most-sold", "text/plain"))
                .isEqualTo("Most sold products (quantity): horizontal bar chart. " + String.join("; ", expected));
        assertThat(outputOf(notebook, "most-popular", "text/plain"))
                .startsWith("Most popular products (orders): horizontal bar chart. Disk D01 2; Disk D02 2;");
        assertThat(outputOf(notebook, "busiest", "text/plain"))
                .isEqualTo("Busiest dates (orders): horizontal bar chart. 2026-03-02 Monday 14; 2026-03-03 Tuesday 14");
        assertThat(outputOf(notebook, "most-revenue", "text/plain")).contains("Disk D14 37.5; Disk D13 35;");
        assertThat(outputOf(notebook, "summary", "text/plain"))
                .contains("Revenue: 302.50\n", "Orders: 28\n", "Disks sold: 121\n", "Products sold: 14\n");
        assertThat(data.query("select sum(revenue) from sales where sold_at < '2026-03-08'"))
                .containsExactly("302.50");
        new ArchivedReport(data.settings(), WEEKLY, "report_20260301-20260307").assertRunsAgainAlike();
    }

    @Test
    void allFormsAreOfOneRunAndSayWhereTheyComeFrom() throws IOException {
        sell();
        ExecutionView run = data.report(WEEKLY, "2026-03-01", "2026-03-07");

        Document html = Jsoup.parse(Files.readString(archived("weekly-sales/report_20260301-20260307.html")));
        assertThat(html.select("h1").text()).isEqualTo("Disk Store Report");
        assertThat(html.select("header p").text()).isEqualTo("Time period: 2026/03/01 - 2026/03/07");
        assertThat(html.select("figure img").eachAttr("alt")).hasSize(4).allMatch(alt -> alt.contains("bar chart"));
        assertThat(html.text())
                .contains(
                        "execution %d, report report_20260301-20260307".formatted(run.id()),
                        "sales (2026-03: 3)",
                        "products (2026-03-01: 1)");
        assertThat(text(archived("weekly-sales/report_20260301-20260307.pdf")))
                .contains("Disk Store Report", "Time period: 2026/03/01 - 2026/03/07");
        assertThat(Files.mismatch(latest("Sales_Report.pdf"), archived("weekly-sales/report_20260301-20260307.pdf")))
                .isEqualTo(-1);
        try (Stream<Path> files = Files.list(archived("weekly-sales/report_20260301-20260307.extracts"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "total.parquet", "by_product.parquet", "by_day.parquet", "figures_before.parquet");
        }
        assertThat(index().path("reports")).hasSize(1);
        assertThat(index().path("reports").get(0).path("path").asString())
                .isEqualTo("archive/weekly-sales/report_20260301-20260307");
        assertThat(data.settings()
                        .zones()
                        .staging()
                        .path()
                        .resolve("notebook-report/weekly-sales/report_20260301-20260307"))
                .doesNotExist();
        assertThat(data.records("select subject from outbox where job_name = 'notebook-report'"))
                .hasSize(1);
    }

    @Test
    void theSameAgainIsADuplicateAndChangedDataARevision() throws IOException {
        sell();
        data.report(WEEKLY, "2026-03-01", "2026-03-07");
        byte[] before = Files.readAllBytes(archived("weekly-sales/report_20260301-20260307.pdf"));
        assertThat(data.report(WEEKLY, "2026-03-01", "2026-03-07").status()).isEqualTo("DUPLICATE");

        load("2026-03-05", List.of(Sales.sale("L", "D01", 500, "2026-03-05 10:00:00.0")));
        data.report(WEEKLY, "2026-03-01", "2026-03-07");

        assertThat(Files.readAllBytes(archived("weekly-sales/report_20260301-20260307.pdf")))
                .isEqualTo(before);
        assertThat(outputOf(
                        notebook(archived("weekly-sales/report_20260301-20260307-2.ipynb")), "most-sold", "text/plain"))
                .contains("Disk D01 504; Disk D14 15;");
        assertThat(Files.mismatch(
                        latest("weekly-sales.html"), archived("weekly-sales/report_20260301-20260307-2.html")))
                .isEqualTo(-1);
    }

    @Test
    void anEarlierPeriodDoneLaterLeavesTheLatestAlone() throws IOException {
        sell();
        data.report(WEEKLY, "2026-03-08", "2026-03-14");
        data.report(WEEKLY, "2026-03-01", "2026-03-07");
        for (String form : List.of("ipynb", "html", "pdf")) {
            assertThat(Files.mismatch(
                            latest("weekly-sales." + form), archived("weekly-sales/report_20260308-20260314." + form)))
                    .isEqualTo(-1);
        }
        assertThat(index().path("reports")).hasSize(2);
    }

    @Test
    void figuresAreComparedWithTheReportOfThePeriodBefore() throws IOException {
        sell();
        data.report(WEEKLY, "2026-03-01", "2026-03-07");
        data.report(WEEKLY, "2026-03-08", "2026-03-14");
        assertThat(outputOf(notebook(latest("weekly-sales.ipynb")), "summary", "text/plain"))
                .contains(
                        "Revenue: 2500.00 (+726.4 % to the report before)", "Orders: 1 (-96.4 % to the report before)");
    }

    @Test
    void aWeekWithoutSalesSaysSo() throws IOException {
        sell();
        ExecutionView run = data.report(WEEKLY, "2026-02-01", "2026-02-07");
        assertThat(run.status()).isEqualTo("COMPLETED");
        Document html = Jsoup.parse(Files.readString(latest("weekly-sales.html")));
        assertThat(html.text()).contains("No sales in this period, from 2026-02-01 to 2026-02-07.");
        assertThat(html.select("figure img").eachAttr("alt")).hasSize(4).allMatch(alt -> alt.endsWith("without data"));
    }

    @Test
    void visitsOfTheSampleAreReported() throws IOException {
        data.load(Samples.legacyVisits());
        data.report("visits", "2021-10-01", "2021-10-31");

        Notebook notebook = notebook(latest("visits.ipynb"));
        String count = data.query("select count(*) from visits where visit_month = '2021-10'")
                .get(0);
        assertThat(new BigDecimal(count)).isPositive();
        assertThat(outputOf(notebook, "summary", "text/plain")).contains("Visits: " + count + "\n");
        String best = data.query("select salesperson || ' ' || count(*) from visits where visit_month = '2021-10'"
                        + " group by salesperson order by count(*) desc, salesperson limit 1")
                .get(0);
        assertThat(outputOf(notebook, "people", "text/plain")).contains("bar chart. " + best + ";");
        assertThat(outputOf(notebook, "target", "text/plain")).contains("days_with_five");
        assertThat(outputOf(notebook, "missed", "text/plain")).contains(" customers** were not visited.");
        new ArchivedReport(data.settings(), "visits", "report_20211001-20211031").assertRunsAgainAlike();
    }

    @Test
    void aFailingCellIsArchivedWithTheErrorOnTopAndTheLatestStays() throws IOException {
        sell();
        template("mine", "\\\"ok\\\"", "select count(*) as n from sales");
        data.report("mine", "2026-03-01", "2026-03-07");
        byte[] before = Files.readAllBytes(latest("mine.html"));

        template(
                "mine",
                "throw new IllegalStateException(\\\"no <b>such</b> thing\\\");",
                "select count(*) as n from sales");
        ExecutionView run = data.report("mine", "2026-03-01", "2026-03-07");

        assertThat(run.status()).isEqualTo("FAILED");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.message())
                .isEqualTo("report mine of 2026-03-01 to 2026-03-07: cell 2 (c) failed:"
                        + " java.lang.IllegalStateException: no <b>such</b> thing");
        assertThat(Files.readAllBytes(latest("mine.html"))).isEqualTo(before);
        String failed = "mine/report_20260301-20260307-2-failed-" + run.id();
        Document html = Jsoup.parse(Files.readString(archived(failed + ".html")));
        assertThat(html.selectFirst("main").child(0).text())
                .contains("This report failed", "no <b>such</b> thing", "The cells behind it were not run.");
        assertThat(notebook(archived(failed + ".ipynb"))
                        .daybook()
                        .path("status")
                        .asString())
                .isEqualTo("failed");
        assertThat(text(archived(failed + ".pdf"))).contains("This report failed");
        assertThat(index().path("reports").get(0).path("status").asString()).isEqualTo("FAILED");
        assertThat(
                        data.records(
                                "select subject from outbox where job_name = 'notebook-report' and body like '%latest report is still that of 2026-03-01 to 2026-03-07%'"))
                .hasSize(1)
                .allMatch(subject -> subject.contains("Report mine of 2026-03-01 to 2026-03-07"));
    }

    @Test
    void aTemplateOfTheUserSeesItsExtractsAndNothingElse() throws IOException {
        sell();
        template("mine", "dev.daybook.cells.Cells.sql(\\\"select * from sales\\\")", "select count(*) as n from sales");
        ExecutionView run = data.report("mine", "2026-03-01", "2026-03-07");
        assertThat(run.status()).isEqualTo("FAILED");
        assertThat(run.message()).contains("CellException: sql:", "sales");
    }

    @Test
    void whatCannotBeMadeIsRefusedWithTheReason() throws IOException {
        assertThatThrownBy(() -> data.report("no-such", "2026-03-01", "2026-03-07"))
                .isInstanceOf(DaybookException.class)
                .hasMessageContaining("report: expected one of clickstream, productivity, visits, weekly-sales");
        assertThatThrownBy(() -> data.report("../etc", "2026-03-01", "2026-03-07"))
                .hasMessageContaining("expected a name of a-z");
        assertThatThrownBy(() -> data.report(WEEKLY, "2026-03-07", "2026-03-01"))
                .hasMessageContaining("to: expected a day from");
        assertThatThrownBy(() -> data.report(WEEKLY, "yesterday", "2026-03-01"))
                .hasMessageContaining("from: expected a day such as 2026-03-01");
        ExecutionView noTable = data.report("clickstream", "2026-03-01", "2026-03-07");
        assertThat(noTable.status()).isEqualTo("FAILED");
        assertThat(noTable.message()).contains("clickstream");
    }

    private void template(String name, String code, String sql) throws IOException {
        Path file = folder.resolve("data/templates").resolve(name + ".ipynb");
        Files.createDirectories(file.getParent());
        Files.write(file, """
                {"cells": [{"cell_type": "code", "id": "c", "metadata": {}, "execution_count": null, "outputs": [], "source": "%s"}],
                 "metadata": {"daybook": {"title": "Mine", "extracts": {"numbers": "%s"}}}, "nbformat": 4, "nbformat_minor": 5}
                """.formatted(code, sql).getBytes(UTF_8));
    }
}
