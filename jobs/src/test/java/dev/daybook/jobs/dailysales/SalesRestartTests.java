package dev.daybook.jobs.dailysales;

import static dev.daybook.testing.Sales.sale;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.failure.Failpoints;
import dev.daybook.ops.ExecutionView;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.DaybookProcess;
import dev.daybook.testing.Leftovers;
import dev.daybook.testing.Sales;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A day's file of several chunks, with broken elements and an end that is missing, killed at the borders. */
class SalesRestartTests {

    private static final String DAY = "2024-04-18";
    private static final int SALES = 90_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"segment-written:2", "chunk-committed:1", "chunk-committed:2", "decided:1", "filed-away:1"})
    void aKilledLoadEndsAsAnUninterruptedOne(String failpoint) {
        DataFolder data = new DataFolder(folder.resolve("data"), TestDatabase.H2_SERVER);
        data.loadDay(
                "feed",
                "products",
                "file",
                Sales.catalogue(folder, "2024-04-01", "D1,2.50").toString());
        Path file = file();
        DaybookProcess.Ended ended = new DaybookProcess(folder)
                .with(data.environment())
                .with(Failpoints.VARIABLE, failpoint)
                .run(
                        "run",
                        "daily-sales-load",
                        "file=" + file,
                        "--data",
                        data.folder().toString());
        assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(Failpoints.KILLED);
        ExecutionView run = data.loadDay("file", file.toString());
        assertThat(run.status()).isEqualTo("COMPLETED");
        assertThat(run.read()).isEqualTo(SALES + 3);
        assertThat(run.written()).isEqualTo(SALES);
        assertThat(run.rejected()).isEqualTo(3);
        assertThat(data.query("select count(*), count(distinct order_id), sum(quantity) from sales"))
                .containsExactly(SALES + "|" + SALES + "|" + SALES);
        data.maintain(Duration.ZERO);
        assertThat(Leftovers.of(data)).isEmpty();
    }

    @Test
    void aLoadThatGoesOnLooksThingsUpWhereItBegan() {
        DataFolder data = new DataFolder(folder.resolve("data"), TestDatabase.H2_SERVER);
        data.loadDay(
                "feed",
                "products",
                "file",
                Sales.catalogue(folder, "2024-04-01", "D1,2.50").toString());
        String text = Sales.sale("O", "D1", 2, DAY + " 10:00:00").replace("\"price\":2.50,\"revenue\":5.00,", "");
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < 2 * SALES; i++) {
            elements.add(text.replace("\"O\"", "\"O" + i + "\""));
        }
        Path file = Sales.file(folder, DAY, elements.toArray(String[]::new));
        DaybookProcess.Ended ended = new DaybookProcess(folder)
                .with(data.environment())
                .with(Failpoints.VARIABLE, "chunk-committed:1")
                .run(
                        "run",
                        "daily-sales-load",
                        "file=" + file,
                        "--data",
                        data.folder().toString());
        assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(Failpoints.KILLED);
        data.loadDay(
                "feed",
                "products",
                "file",
                Sales.catalogue(folder, "2024-04-18", "D1,7.00").toString());
        assertThat(data.loadDay("file", file.toString()).status()).isEqualTo("COMPLETED");
        assertThat(data.query("select price, count(*) from sales group by price"))
                .containsExactly("2.50|" + 2 * SALES);
    }

    private Path file() {
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < SALES; i++) {
            elements.add(sale("O" + i, "D1", 1, DAY + " 10:00:00.123456"));
            if (i == 100 || i == 80_000) {
                elements.add("{\"order_id\":\"broken},");
            }
        }
        return Sales.write(folder.resolve("sales-" + DAY + ".json"), "[" + String.join(",\n", elements));
    }
}
