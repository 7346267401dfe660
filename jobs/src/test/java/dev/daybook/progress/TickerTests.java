package dev.daybook.progress;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.testing.DataFolder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What of a run's progress comes to be on record. */
@Timeout(120)
class TickerTests {

    private static final String SEEN = "select step_name || ' ' || done || '/' || total || ' ' || rows_done || ' '"
            + " || done_at_start from run_progress where job_execution_id = 7";

    @TempDir
    private Path folder;

    private static List<String> seen(HikariDataSource source) {
        return JdbcClient.create(source).sql(SEEN).query(String.class).list();
    }

    private static void await(HikariDataSource source, String expected) throws InterruptedException {
        while (!seen(source).equals(List.of(expected))) {
            Thread.sleep(20);
        }
    }

    private void withSource(Check check) {
        new DataFolder(folder.resolve("data")).withDatabase(source -> {
            try {
                check.on(source);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return 0;
        });
    }

    private interface Check {
        void on(HikariDataSource source) throws InterruptedException;
    }

    @Test
    void aLongRunIsOnRecordWhileItGoesOnAndStaysThereAsItWasSeenLast() {
        withSource(source -> {
            Progress progress = new Progress();
            Ticker ticker = new Ticker(7, progress, new ProgressTable(source));
            ticker.start();
            progress.enter("stage");
            progress.begin(Progress.BYTES, 10, 100L);
            progress.moveTo(40, 3);
            await(source, "stage 40/100 3 10");
            progress.moveTo(60, 3);
            await(source, "stage 60/100 6 10");
            progress.enter("publish");
            progress.begin(Progress.PARTITIONS, 0, 2L);
            progress.moveBy(2, 9);
            ticker.close();
            assertThat(seen(source)).containsExactly("publish 2/2 9 0");
        });
    }

    @Test
    void aShortRunLeavesNoTrace() {
        withSource(source -> {
            Progress progress = new Progress();
            try (Ticker ticker = new Ticker(7, progress, new ProgressTable(source))) {
                progress.enter("stage");
                progress.begin(Progress.BYTES, 0, 100L);
                progress.moveTo(100, 3);
            }
            assertThat(seen(source)).isEmpty();
        });
    }

    @Test
    void aDatabaseThatIsGoneHoldsUpNothing() {
        withSource(source -> {
            Progress progress = new Progress();
            Ticker ticker = new Ticker(7, progress, new ProgressTable(source));
            ticker.start();
            progress.enter("stage");
            progress.begin(Progress.BYTES, 0, 100L);
            await(source, "stage 0/100 0 0");
            JdbcClient.create(source)
                    .sql("alter table run_progress rename to elsewhere")
                    .update();
            for (int i = 1; i <= 6; i++) {
                progress.moveTo(i, 1);
                Thread.sleep(250);
            }
            JdbcClient.create(source)
                    .sql("alter table elsewhere rename to run_progress")
                    .update();
            await(source, "stage 6/100 6 0");
            ticker.close();
        });
    }
}
