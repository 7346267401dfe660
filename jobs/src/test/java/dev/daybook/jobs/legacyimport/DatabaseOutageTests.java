package dev.daybook.jobs.legacyimport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.ops.ExecutionView;
import dev.daybook.sample.BenchVisits;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.DaybookProcess;
import dev.daybook.testing.DaybookProcess.Ended;
import dev.daybook.testing.DaybookProcess.Running;
import dev.daybook.testing.Leftovers;
import dev.daybook.testing.Postgres;
import dev.daybook.testing.TableState;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database goes away while a file is being loaded, and comes back. */
class DatabaseOutageTests {

    private static final int ROWS = 400_000;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    private static Path folder;

    private static Path export;
    private static TableState undisturbed;

    @BeforeAll
    static void loadUndisturbed() throws Exception {
        export = folder.resolve("export.csv");
        BenchVisits.write(export, ROWS, 0.001, 5);
        DataFolder data = new DataFolder(folder.resolve("undisturbed"));
        assertThat(data.load(export).status()).isEqualTo("COMPLETED");
        undisturbed = TableState.of(data);
    }

    @Test
    void aRunThatLosesItsDatabaseForAMomentFailsRestartableOrGoesOn() throws Exception {
        loseDatabaseFor(Duration.ofSeconds(3), "moment");
    }

    @Test
    @Tag("crash")
    void aRunThatLosesItsDatabaseForHalfAMinuteFailsRestartableOrGoesOn() throws Exception {
        loseDatabaseFor(Duration.ofSeconds(30), "half-minute");
    }

    private static void loseDatabaseFor(Duration outage, String name) throws Exception {
        try (Postgres.Own server = new Postgres.Own(folder.resolve(name + "-postgres"))) {
            DataFolder data = new DataFolder(folder.resolve(name), server.environment(), Map.of());
            Running run = start(data);
            awaitStagedRows(data);
            server.stop();
            Thread.sleep(outage.toMillis());
            server.startAgain();
            Ended ended = run.await();
            assertIsExplained(data, ended);
            assertNothingIsLost(data);
        }
    }

    @Test
    void aRunWhoseDatabaseServerIsKilledFailsRestartableOrGoesOn() throws Exception {
        DataFolder data = new DataFolder(folder.resolve("served"), TestDatabase.H2_SERVER);
        Running run = start(data);
        awaitStagedRows(data);
        TestDatabase.server(data.folder()).destroyForcibly();
        Ended ended = run.await();
        assertIsExplained(data, ended);
        assertNothingIsLost(data);
    }

    private static Running start(DataFolder data) {
        return new DaybookProcess(folder)
                .with(data.environment())
                .with("DAYBOOK_DATA", data.folder().toString())
                .start("run", "legacy-import", "file=" + export);
    }

    /** Until the first chunk is committed. */
    private static void awaitStagedRows(DataFolder data) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (data.records("select load_id from ledger where read_rows > 0").isEmpty()) {
            assertThat(System.nanoTime()).as("rows are staged in time").isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private static void assertIsExplained(DataFolder data, Ended ended) {
        List<ExecutionView> runs = data.executions();
        assertThat(runs).hasSize(1);
        ExecutionView run = runs.get(0);
        assertThat(run.status()).as(ended.toString()).isIn("FAILED", "COMPLETED");
        if (run.status().equals("FAILED")) {
            assertThat(ended.exitCode()).isEqualTo(1);
            assertThat(run.message()).contains("the database");
            assertThat(ended.out()).contains(run.message());
            assertThat(ended.out() + ended.err()).doesNotContain("\tat ");
        }
    }

    private static void assertNothingIsLost(DataFolder data) {
        ExecutionView again = data.load(export);
        assertThat(again.status()).as(again.message()).isIn("COMPLETED", "DUPLICATE");
        assertThat(TableState.of(data)).isEqualTo(undisturbed);
        assertThat(data.records("select count(*) from batch_job_instance")).containsExactly("1");
        data.maintain(Duration.ZERO);
        assertThat(Leftovers.of(data)).isEmpty();
    }
}
