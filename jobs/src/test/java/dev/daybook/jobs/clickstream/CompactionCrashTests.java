package dev.daybook.jobs.clickstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.ops.ExecutionView;
import dev.daybook.sample.BenchEvents;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.DaybookProcess;
import dev.daybook.testing.DaybookProcess.Running;
import dev.daybook.testing.Leftovers;
import dev.daybook.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A compaction that is killed at any moment, again and again: what comes out is always the same. */
@Tag("crash")
class CompactionCrashTests {

    private static final int EVENTS = 600_000;

    @TempDir
    private static Path folder;

    private static Path landing;
    private static List<String> uninterrupted;
    private static long millis;

    @BeforeAll
    static void compactWithoutInterruption() throws IOException {
        landing = folder.resolve("landing");
        BenchEvents.write(landing, EVENTS, 60, 3, 42);
        DataFolder data = newFolder("whole");
        long start = System.nanoTime();
        assertThat(start(data).await().exitCode()).isZero();
        millis = (System.nanoTime() - start) / 1_000_000;
        uninterrupted = state(data);
    }

    private static DataFolder newFolder(String name) {
        return new DataFolder(
                folder.resolve(name), TestDatabase.H2_SERVER, Map.of("DAYBOOK_LANDING", landing.toString()));
    }

    private static Running start(DataFolder data) {
        return new DaybookProcess(folder)
                .with(data.environment())
                .start("run", "clickstream-compaction", "--data", data.folder().toString());
    }

    private static List<String> state(DataFolder data) {
        List<String> rows = data.query("select dt, count(*), sum(hash(event_id, event_time, menu_item, quantity, price,"
                + " total, customer_id, restaurant_id, element_clicked, time_spent, source_menu)::hugeint)"
                + " from clickstream group by dt order by dt");
        rows.addAll(data.records(
                "select status, read_rows, written_rows, rejected_rows, duplicate_rows from ledger order by load_id"));
        return rows;
    }

    @RepeatedTest(20)
    void oneThatIsKilledAtRandomMomentsIsFinished(RepetitionInfo repetition) throws InterruptedException {
        DataFolder data = newFolder("killed-" + repetition.getCurrentRepetition());
        Random random = new Random(repetition.getCurrentRepetition());
        for (int kill = 0; kill < 2; kill++) {
            Running running = start(data);
            Thread.sleep(millis * (20 + random.nextInt(75)) / 100);
            running.kill();
            running.await();
        }
        ExecutionView run = data.compact();
        assertThat(run.status()).isIn("COMPLETED", "DUPLICATE");
        assertThat(state(data)).isEqualTo(uninterrupted);
        data.maintain(Duration.ZERO);
        assertThat(Leftovers.of(data)).isEmpty();
    }
}
