package dev.daybook.load;

import static dev.daybook.testing.Visits.badRow;
import static dev.daybook.testing.Visits.file;
import static dev.daybook.testing.Visits.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import dev.daybook.testing.CommandLineAnswer;
import dev.daybook.testing.DataFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes from the job repository, and what must not. */
class HistoryPurgeTests {

    private static final String JANUARY = "05/01/20";
    private static final String OLD = "2020-03-01 12:00:00";
    private static final List<String> TABLES = List.of(
            "batch_job_instance",
            "batch_job_execution",
            "batch_job_execution_params",
            "batch_job_execution_context",
            "batch_step_execution",
            "batch_step_execution_context",
            "admission",
            "task_execution",
            "task_execution_params",
            "task_task_batch");

    @TempDir
    private Path folder;

    private DataFolder data;
    private Path export;

    @BeforeEach
    void emptyFolder() {
        data = new DataFolder(folder.resolve("data"));
        export = folder.resolve("x.csv");
    }

    /** Execution 1 superseded, 2 live, 3 failed for good; then, as duplicate, a request without a run of its own. */
    private void someHistory() {
        data.load(file(export, row(JANUARY, "One")));
        data.load(file(export, row(JANUARY, "Two")));
        data.load(file(folder.resolve("y.csv"), badRow(JANUARY, "Three")));
        data.load(export);
    }

    private void makeOld(String runs) {
        data.update(
                "update batch_job_execution set start_time = timestamp '%s', end_time = timestamp '%s' where job_execution_id in (%s)"
                        .formatted(OLD, OLD, runs));
        data.update("update task_execution set end_time = timestamp '%s'".formatted(OLD));
    }

    private CommandLineAnswer purge(String... more) {
        List<String> all = new ArrayList<>(List.of("maintenance", "--purge-history-older-than", "400d"));
        all.addAll(List.of(more));
        return CommandLineAnswer.of(data, all.toArray(String[]::new));
    }

    private SortedMap<String, String> sizes() {
        SortedMap<String, String> sizes = new TreeMap<>();
        TABLES.forEach(table ->
                sizes.put(table, data.records("select count(*) from " + table).get(0)));
        return sizes;
    }

    @Test
    void onlyWhatIsOverAndByWhichNoDuplicateIsKnownGoes() {
        someHistory();
        makeOld("1, 2, 3");

        CommandLineAnswer answer = purge();

        assertThat(answer.exitCode()).isZero();
        assertThat(answer.out())
                .contains("history older than 400d: 1 runs of 1 job instances purged; 1 instances stay")
                .contains("1 of these runs ended on days that were never exported");
        assertThat(data.records("select job_execution_id from batch_job_execution order by 1"))
                .containsExactly("2", "3");
        assertThat(data.records("select job_execution_id from admission order by admission_id"))
                .containsExactly("2", "3", "2");
        assertThat(data.records("select job_execution_id from task_task_batch order by 1"))
                .containsExactly("2", "3");
        assertThat(data.records("select count(*) from batch_step_execution s where not exists"
                        + " (select 1 from batch_job_execution e where e.job_execution_id = s.job_execution_id)"))
                .containsExactly("0");
        assertThat(data.records("select history_day, runs from history_purge")).containsExactly("2020-03-01|1");
        assertThat(data.ledger()).containsExactly("x.csv|0|SUPERSEDED", "x.csv|1|LOADED", "y.csv|0|REFUSED");
    }

    @Test
    void afterAPurgeTheSameRequestsHaveTheSameAnswers() {
        someHistory();
        makeOld("1, 2, 3");
        purge();
        assertThat(data.load(export).status()).isEqualTo("DUPLICATE");
        assertThat(data.load(file(export, row(JANUARY, "One"))).status()).isEqualTo("COMPLETED");
        assertThat(data.customers()).containsExactly("One legacy-visits/x.csv");
        assertThat(data.load(file(folder.resolve("y.csv"), row(JANUARY, "Three")))
                        .status())
                .isEqualTo("COMPLETED");
        // The load that has just been superseded is old too.
        assertThat(purge().out()).contains("1 runs of 1 job instances purged; 0 instances stay");
        assertThat(data.load(export).status()).isEqualTo("DUPLICATE");
    }

    @Test
    void aDryRunTellsTheSameCountsAndRemovesNothing() {
        someHistory();
        makeOld("1, 2, 3");
        SortedMap<String, String> before = sizes();
        assertThat(purge("--dry-run").out())
                .contains("1 runs of 1 job instances would be purged; 1 instances stay")
                .contains("`daybook backfill history-export FROM..TO` keeps them");
        assertThat(sizes()).isEqualTo(before);
    }

    @Test
    void whatEndedLaterStaysAndWithoutTheOptionEverything() {
        someHistory();
        SortedMap<String, String> before = sizes();
        assertThat(purge().out()).contains("0 runs of 0 job instances purged; 0 instances stay");
        assertThat(sizes()).isEqualTo(before);
        makeOld("1, 2, 3");
        assertThat(CommandLineAnswer.of(data, "maintenance").out()).doesNotContain("history");
        assertThat(sizes()).isEqualTo(before);
    }

    @Test
    void anAbandonedRunGoesAndOneThatMayBeRestartedStays() {
        data.load(file(export, badRow(JANUARY, "One")));
        data.load(file(folder.resolve("y.csv"), badRow(JANUARY, "Two")));
        makeOld("1, 2");
        data.update("update batch_job_execution set status = 'ABANDONED' where job_execution_id = 1");
        purge();
        assertThat(data.records("select job_execution_id, status from batch_job_execution"))
                .containsExactly("2|FAILED");
    }

    @Test
    void aPurgedDaysTablesKeepWhatTheyHaveAndItsLatestExportStaysKnown() {
        someHistory();
        makeOld("1, 2, 3");
        data.export("2020-03-01");
        data.update(
                "update batch_job_execution set end_time = timestamp '2020-03-02 12:00:00' where job_execution_id = 4");
        assertThat(purge().out())
                .contains("1 runs of 1 job instances purged; 2 instances stay")
                .doesNotContain("never exported");
        assertThat(data.query("select execution_id from runs order by 1")).containsExactly("1", "2", "3");
        assertThatThrownBy(() -> data.export("2020-03-01"))
                .isInstanceOfSatisfying(
                        DaybookException.class, e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.REFUSED))
                .hasMessageContaining("1 runs of 2020-03-01 were purged");
        assertThat(data.query("select execution_id from runs order by 1")).containsExactly("1", "2", "3");
    }

    @Test
    void moreThanABatchIsPurged() {
        someHistory();
        int more = 1_200;
        data.update("insert into batch_job_instance (job_instance_id, version, job_name, job_key)"
                + " select 1000 + x, 0, 'old', cast(x as varchar) from system_range(1, " + more + ")");
        data.update(
                "insert into batch_job_execution (job_execution_id, version, job_instance_id, create_time, start_time,"
                        + " end_time, status, exit_code) select 1000 + x, 1, 1000 + x, timestamp '" + OLD
                        + "', timestamp '" + OLD
                        + "', timestamp '" + OLD + "', 'COMPLETED', 'COMPLETED' from system_range(1, " + more + ")");
        assertThat(purge().out()).contains("1,200 runs of 1,200 job instances purged");
        assertThat(data.records("select count(*) from batch_job_instance")).containsExactly("3");
        assertThat(data.records("select runs from history_purge")).containsExactly("1200");
    }

    @Test
    void anAgeThatIsNoneIsRefused() {
        CommandLineAnswer answer = CommandLineAnswer.of(data, "maintenance", "--purge-history-older-than", "1y");
        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.err()).contains("expected days such as 400d, found '1y'");
    }
}
