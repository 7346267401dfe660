package dev.daybook.jobs.dailysales;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.demo.ExpectedSales;
import dev.daybook.ops.ExecutionView;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk store's April, as the sample data have it. */
class StoreMonthTests {

    private static final Path INPUTS = Samples.folder().resolve("daily-sales");
    private static final LocalDate FIRST = LocalDate.of(2024, 4, 1);
    private static final String SALES_OF_THE_MONTH =
            "select sum(quantity) from sales where sold_at >= timestamptz '2024-04-01 00:00:00+00'";

    @TempDir
    private Path folder;

    private DataFolder data;

    private ExecutionView load(String feed, Path file) {
        return data.loadDay("feed", feed, "file", file.toString());
    }

    @Test
    void catalogueSalesAndInventoryAreAsExpectedAlsoWhenADayIsSentAgain() {
        data = new DataFolder(folder);
        ExpectedSales expected = new ExpectedSales(data.settings(), Samples.expected("daily-sales"));
        ExecutionView catalogue = load("products", INPUTS.resolve("catalogue-2024-04-01.csv"));
        assertThat(expected.differencesOfProducts(catalogue)).isEmpty();

        SortedMap<String, ExecutionView> runs = new TreeMap<>();
        FIRST.datesUntil(FIRST.plusMonths(1)).map(LocalDate::toString).forEach(day -> loadDay(day, runs));
        assertThat(expected.differences(runs)).isEmpty();
        assertThat(data.query("select count(*), count(distinct snapshot_date) from inventory"))
                .containsExactly("1140|30");
        assertThatDaysFollowFromOneAnother();
        assertThat(data.query(
                        "select snapshot_date, product_id, closing from inventory where closing < 0 order by all"))
                .isNotEmpty()
                .isEqualTo(data.records(
                        "select snapshot_date, product_id, closing from inventory_alert order by 1, 2, 3"));

        List<String> before = generations();
        runs.put("2024-04-09", load("daily-sales", INPUTS.resolve("corrected/sales-2024-04-09.json")));
        assertThat(new ExpectedSales(data.settings(), Samples.expected("daily-sales/corrected")).differences(runs))
                .isEmpty();
        assertThatDaysFollowFromOneAnother();
        assertThat(generations().subList(0, 8))
                .as("days before the 9th are left alone")
                .isEqualTo(before.subList(0, 8));
        assertThat(generations().subList(8, 30)).doesNotContainAnyElementsOf(before.subList(8, 30));
    }

    private void loadDay(String day, SortedMap<String, ExecutionView> runs) {
        Path restocks = INPUTS.resolve("restocks-" + day + ".json");
        if (Files.exists(restocks)) {
            assertThat(load("restocks", restocks).status()).isEqualTo("COMPLETED");
        }
        Path sales = INPUTS.resolve("sales-" + day + ".json");
        if (Files.exists(sales)) {
            runs.put(day, load("daily-sales", sales));
        }
    }

    private void assertThatDaysFollowFromOneAnother() {
        assertThat(data.query("select count(*) from (select opening, lag(closing) over (partition by product_id"
                        + " order by snapshot_date) as before from inventory) where opening <> before"))
                .containsExactly("0");
        assertThat(data.query("select sum(sold) from inventory")).isEqualTo(data.query(SALES_OF_THE_MONTH));
    }

    private List<String> generations() {
        List<String> generations = new ArrayList<>();
        data.generations().stream()
                .filter(generation -> generation.table().equals("inventory"))
                .forEach(generation -> generations.add(generation.partition() + " " + generation.generation()));
        return generations;
    }
}
