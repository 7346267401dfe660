package dev.daybook.jobs.dailysales;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.ops.ExecutionView;
import dev.daybook.table.CommitRecord;
import dev.daybook.testing.OnBothDatabases;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

@OnBothDatabases
class InventoryTests {

    private static final String ALL =
            "select snapshot_date, product_id, opening, sold, restocked, closing" + " from inventory order by all";

    @Parameter
    private TestDatabase database;

    @TempDir
    private Path folder;

    private Shop shop;

    @BeforeEach
    void openTheShop() {
        shop = new Shop(folder, database);
    }

    @Test
    void daysFollowFromOneAnother() {
        shop.load("2024-04-01", "A-3", "B-1", "A-1");
        shop.load("2024-04-02", "A-2");
        assertThat(shop.data().query(ALL))
                .containsExactly(
                        "2024-04-01|A|10|4|0|6",
                        "2024-04-01|B|5|1|0|4",
                        "2024-04-01|C|0|0|0|0",
                        "2024-04-02|A|6|2|0|4",
                        "2024-04-02|B|4|0|0|4",
                        "2024-04-02|C|0|0|0|0");
        assertThat(shop.generations()).as("an unchanged day is left alone").containsExactly("01 1", "02 1");
    }

    @Test
    void daysWithoutAFileCarryTheStockOver() {
        shop.load("2024-04-01", "A-3");
        shop.load("2024-04-04", "A-2");
        assertThat(shop.inventory("A")).containsExactly("01 10-3+0=7", "02 7-0+0=7", "03 7-0+0=7", "04 7-2+0=5");
    }

    @Test
    void aDeliveryCountsOnItsDayWheneverItIsLoaded() {
        shop.deliver("2024-04-01", "B", 50);
        shop.load("2024-04-01", "B-3");
        shop.load("2024-04-02", "B-3");
        shop.load("2024-04-03", "B-3");
        shop.deliver("2024-04-02", "B", 60);
        assertThat(shop.inventory("B")).containsExactly("01 5-3+50=52", "02 52-3+60=109", "03 109-3+0=106");
        assertThat(shop.generations()).containsExactly("01 1", "02 2", "03 2");
    }

    @Test
    void aChangedFileIsFollowedByAllLaterDaysAndByNoEarlierOne() {
        shop.load("2024-04-01", "A-1");
        shop.load("2024-04-02", "A-1");
        shop.load("2024-04-03", "A-1");
        shop.load("2024-04-02", "A-4");
        assertThat(shop.inventory("A")).containsExactly("01 10-1+0=9", "02 9-4+0=5", "03 5-1+0=4");
        assertThat(shop.generations()).containsExactly("01 1", "02 2", "03 2");
        shop.load("2024-04-02", "A-1");
        assertThat(shop.inventory("A")).containsExactly("01 10-1+0=9", "02 9-1+0=8", "03 8-1+0=7");
    }

    @Test
    void daysMayComeInAnyOrder() {
        shop.load("2024-04-03", "A-3");
        shop.load("2024-04-01", "A-1");
        shop.load("2024-04-02", "A-2");
        assertThat(shop.inventory("A")).containsExactly("01 10-1+0=9", "02 9-2+0=7", "03 7-3+0=4");
    }

    @Test
    void aLaterCatalogueBringsInWhatIsNewAndCountsNothingAnew() {
        shop.load("2024-04-01", "A-3");
        shop.load("2024-04-03", "A-1");
        shop.loadCatalogue("2024-04-02", "A,99", "D,7");
        assertThat(shop.inventory("A")).containsExactly("01 10-3+0=7", "02 7-0+0=7", "03 7-1+0=6");
        assertThat(shop.inventory("D")).containsExactly("02 7-0+0=7", "03 7-0+0=7");
    }

    @Test
    void anEarlierCatalogueMovesTheBeginning() {
        shop.load("2024-04-01", "A-3");
        shop.loadCatalogue("2024-03-31", "A,20");
        assertThat(shop.inventory("A")).containsExactly("31 20-0+0=20", "01 20-3+0=17");
        shop.data().rollback("products", "2024-03-31");
        shop.load("2024-04-02", "A-1");
        assertThat(shop.inventory("A")).containsExactly("01 10-3+0=7", "02 7-1+0=6");
    }

    @Test
    void anUnchangedFileAgainChangesNothing() {
        shop.load("2024-04-01", "A-3");
        List<CommitRecord> before = shop.data().generations();
        assertThat(shop.data()
                        .loadDay("file", shop.sales("2024-04-01", "A-3").toString())
                        .status())
                .isEqualTo("DUPLICATE");
        assertThat(shop.data().generations()).isEqualTo(before);
    }

    @Test
    void whatIsSoldBeyondWhatIsThereIsNegativeAndSomebodyIsToldOnce() {
        shop.load("2024-04-01", "B-7", "C-1");
        shop.load("2024-04-02", "A-1");
        shop.load("2024-04-01", "B-8", "C-1");
        assertThat(shop.inventory("B")).containsExactly("01 5-8+0=-3", "02 -3-0+0=-3");
        assertThat(shop.data().records("select snapshot_date, product_id, closing from inventory_alert order by 1, 2"))
                .containsExactly("2024-04-01|B|-3", "2024-04-01|C|-1", "2024-04-02|B|-3", "2024-04-02|C|-1");
        assertThat(shop.data().records("select count(*) from inventory_alert where announced_at is null"))
                .containsExactly("0");
    }

    @Test
    void whatWasRolledBackIsMissingFromTheInventoryAfterTheNextLoad() {
        shop.load("2024-04-01", "A-3");
        shop.load("2024-04-02", "A-2");
        shop.data().rollback("sales", "2024-04");
        shop.load("2024-04-03", "A-1");
        assertThat(shop.inventory("A")).containsExactly("01 10-3+0=7", "02 7-0+0=7", "03 7-1+0=6");
    }

    @Test
    void ofTwoDaysLoadedAtOnceNoneIsForgotten() throws Exception {
        for (int round = 0; round < 3; round++) {
            String first = "2024-04-0" + (2 * round + 1);
            String second = "2024-04-0" + (2 * round + 2);
            Path one = shop.sales(first, "A-1");
            Path two = shop.sales(second, "A-2");
            assertThat(atOnce(one, two)).as("round %d", round).containsExactly("COMPLETED", "COMPLETED");
        }
        assertThat(shop.inventory("A"))
                .containsExactly("01 10-1+0=9", "02 9-2+0=7", "03 7-1+0=6", "04 6-2+0=4", "05 4-1+0=3", "06 3-2+0=1");
        shop.assertTidy();
    }

    /** Boot would configure logging anew for each, which two at once cannot bear; as a process neither does. */
    private List<String> atOnce(Path one, Path two) throws Exception {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        CyclicBarrier barrier = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Callable<String>> loads = new ArrayList<>();
            for (Path file : List.of(one, two)) {
                loads.add(() -> {
                    barrier.await();
                    ExecutionView run = shop.data().loadDay("file", file.toString());
                    return run.message() == null ? run.status() : run.status() + ": " + run.message();
                });
            }
            List<String> answers = new ArrayList<>();
            for (Future<String> load : threads.invokeAll(loads)) {
                answers.add(load.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
