package dev.daybook.jobs.dailysales;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.failure.Failpoints;
import dev.daybook.ops.ExecutionView;
import dev.daybook.testing.DaybookProcess;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Loads that died or slept before their inventory was complete. */
@ParameterizedClass
@EnumSource(
        value = TestDatabase.class,
        names = {"H2_SERVER", "POSTGRESQL"})
class InventoryRestartTests {

    @Parameter
    private TestDatabase database;

    @TempDir
    private Path folder;

    private Shop shop;

    @BeforeEach
    void openTheShop() {
        shop = new Shop(folder, database);
    }

    private void loadAndDie(String failpoint, Path file) {
        DaybookProcess.Ended ended = new DaybookProcess(folder)
                .with(shop.data().environment())
                .with(Failpoints.VARIABLE, failpoint)
                .run("--data", shop.data().folder().toString(), "run", "daily-sales-load", "file=" + file);
        assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(Failpoints.KILLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inventory-begun", "inventory-published"})
    void killedBetweenSalesAndInventoryItIsMadeUpFor(String failpoint) {
        shop.load("2024-04-01", "A-1");
        shop.load("2024-04-03", "A-1");
        Path file = shop.sales("2024-04-02", "A-4");
        loadAndDie(failpoint, file);
        assertThat(shop.data().query("select sum(quantity) from sales")).containsExactly("6");
        assertMadeUpFor(file);
    }

    @ParameterizedTest
    @Tag("crash")
    @ValueSource(
            strings = {
                "partition-built:2",
                "partition-built:3",
                "decided:2",
                "decided:3",
                "record-written:2",
                "record-written:3",
                "pointer-moved:2",
                "pointer-moved:3",
                "filed-away",
                "loaded"
            })
    void killedAtAnyBorderTheInventoryIsThatOfAnUninterruptedRun(String failpoint) {
        shop.load("2024-04-01", "A-1");
        shop.load("2024-04-03", "A-1");
        Path file = shop.sales("2024-04-02", "A-4");
        loadAndDie(failpoint, file);
        assertMadeUpFor(file);
    }

    private void assertMadeUpFor(Path file) {
        ExecutionView run = shop.data().loadDay("file", file.toString());
        assertThat(run.status()).as(String.valueOf(run.message())).isIn("COMPLETED", "DUPLICATE");
        assertThat(shop.inventory("A")).containsExactly("01 10-1+0=9", "02 9-4+0=5", "03 5-1+0=4");
        assertThat(shop.generations()).containsExactly("01 1", "02 2", "03 2");
        assertThat(shop.data().loadDay("file", file.toString()).status()).isEqualTo("DUPLICATE");
        shop.assertTidy();
    }

    @Test
    void anotherDayMakesUpForOneThatDiedBeforeItsInventory() {
        shop.load("2024-04-01", "A-1");
        Path file = shop.sales("2024-04-02", "A-4");
        loadAndDie("inventory-begun", file);
        shop.load("2024-04-03", "A-1");
        List<String> complete = List.of("01 10-1+0=9", "02 9-4+0=5", "03 5-1+0=4");
        assertThat(shop.inventory("A")).isEqualTo(complete);
        List<String> before = shop.generations();
        assertThat(shop.data().loadDay("file", file.toString()).status()).isEqualTo("COMPLETED");
        assertThat(shop.inventory("A")).isEqualTo(complete);
        assertThat(shop.generations()).isEqualTo(before);
        shop.assertTidy();
    }

    @Test
    void oneThatWasFrozenWhileAnotherComputedTheInventoryChangesNothing() throws Exception {
        shop.load("2024-04-01", "A-1");
        Path mark = folder.resolve("held");
        DaybookProcess.Running frozen = new DaybookProcess(folder)
                .with(shop.data().environment())
                .with("DAYBOOK_LEASE_SECONDS", "2")
                .with(Failpoints.VARIABLE, "partition-built:2:hold:" + mark)
                .start(
                        "--data",
                        shop.data().folder().toString(),
                        "run",
                        "daily-sales-load",
                        "file=" + shop.sales("2024-04-02", "A-4"));
        await(mark);
        // As if its lease had been taken over while it slept.
        shop.data().update("update run_lease set fencing = fencing + 1 where lease_key = 'inventory'");
        Files.delete(mark);
        DaybookProcess.Ended ended = frozen.await();
        assertThat(ended.exitCode()).as(ended.toString()).isNotZero();
        assertThat(shop.inventory("A")).containsExactly("01 10-1+0=9");
        shop.load("2024-04-03", "A-1");
        assertThat(shop.inventory("A")).containsExactly("01 10-1+0=9", "02 9-4+0=5", "03 5-1+0=4");
    }

    private static void await(Path mark) throws InterruptedException {
        for (int i = 0; i < 600 && !Files.exists(mark); i++) {
            Thread.sleep(100);
        }
        assertThat(mark).exists();
    }
}
