package dev.daybook.jobs.notebookreport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.ops.ExecutionView;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.DaybookProcess;
import dev.daybook.testing.Sales;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports whose process is killed. */
class ReportCrashTests {

    private static final List<String> FILES = List.of(
            "archive/weekly-sales/report_20260301-20260307.extracts/by_day.parquet",
            "archive/weekly-sales/report_20260301-20260307.extracts/by_product.parquet",
            "archive/weekly-sales/report_20260301-20260307.extracts/figures_before.parquet",
            "archive/weekly-sales/report_20260301-20260307.extracts/total.parquet",
            "archive/weekly-sales/report_20260301-20260307.html",
            "archive/weekly-sales/report_20260301-20260307.ipynb",
            "archive/weekly-sales/report_20260301-20260307.pdf",
            "index.html",
            "index.json",
            "latest/Sales_Report.pdf",
            "latest/weekly-sales.html",
            "latest/weekly-sales.ipynb",
            "latest/weekly-sales.pdf",
            "viewer.css",
            "viewer.js");

    @TempDir
    private Path folder;

    @Test
    void killedBetweenArchiveAndLatestTheReportIsFinishedByTheNextRun() throws Exception {
        killAndRunAgain("report-decided");
    }

    @ParameterizedTest
    @Tag("crash")
    @ValueSource(
            strings = {
                "report-extracted",
                "report-executed",
                "report-rendered:1",
                "report-rendered:2",
                "report-archived:1",
                "report-archived:5",
                "report-archived:7",
                "report-shown:1",
                "report-shown:3"
            })
    void killedAnywhereAndRunAgainTheReportIsThatOfAnUninterruptedRun(String failpoint) throws Exception {
        killAndRunAgain(failpoint);
    }

    private void killAndRunAgain(String failpoint) throws Exception {
        DataFolder data = new DataFolder(folder.resolve("data"));
        data.loadDay(
                "feed",
                "products",
                "file",
                Sales.catalogue(folder, "2026-03-01", "D1,2.50").toString());
        data.loadDay(
                "file",
                Sales.file(folder, "2026-03-02", Sales.sale("O1", "D1", 3, "2026-03-02 10:00:00.0"))
                        .toString());
        DaybookProcess.Ended killed = new DaybookProcess(folder)
                .with(data.environment())
                .with("DAYBOOK_FAILPOINT", failpoint)
                .run(
                        "--data",
                        data.folder().toString(),
                        "run",
                        "notebook-report",
                        "report=weekly-sales",
                        "from=2026-03-01",
                        "to=2026-03-07");
        assertThat(killed.exitCode()).as(killed.err()).isEqualTo(137);

        ExecutionView again = data.report("weekly-sales", "2026-03-01", "2026-03-07");

        assertThat(again.status()).isIn("COMPLETED", "DUPLICATE");
        assertThat(data.files().keySet().stream()
                        .filter(file -> file.startsWith("reports/"))
                        .map(file -> file.substring("reports/".length())))
                .containsExactlyElementsOf(FILES);
        Path reports = data.folder().resolve("reports");
        for (String form : List.of("ipynb", "html", "pdf")) {
            assertThat(Files.mismatch(
                            reports.resolve("latest/weekly-sales." + form),
                            reports.resolve("archive/weekly-sales/report_20260301-20260307." + form)))
                    .isEqualTo(-1);
        }
        assertThat(Files.readString(reports.resolve("latest/weekly-sales.html")))
                .contains("Revenue</dt><dd>7.50</dd>");
        assertThat(data.files().keySet()).noneMatch(file -> file.startsWith("staging/notebook-report"));
        assertThat(data.report("weekly-sales", "2026-03-01", "2026-03-07").status())
                .isEqualTo("DUPLICATE");
    }
}
