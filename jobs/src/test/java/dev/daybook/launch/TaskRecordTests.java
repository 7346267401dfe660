package dev.daybook.launch;

import static dev.daybook.testing.Visits.badRow;
import static dev.daybook.testing.Visits.file;
import static dev.daybook.testing.Visits.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.testing.CommandLineAnswer;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.DaybookProcess;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Spring Cloud Task's tables say of requests. */
class TaskRecordTests {

    private static final String JANUARY = "05/01/20";
    private static final String TASKS =
            "select t.task_name, t.exit_code, t.end_time >= t.start_time, b.job_execution_id"
                    + " from task_execution t left join task_task_batch b on b.task_execution_id = t.task_execution_id"
                    + " order by t.task_execution_id";

    @TempDir
    private Path folder;

    private DataFolder data;
    private Path export;

    @BeforeEach
    void emptyFolder() {
        data = new DataFolder(folder.resolve("data"));
        export = folder.resolve("x.csv");
    }

    private int run(String... parameters) {
        List<String> words = new ArrayList<>(List.of("run", "legacy-import"));
        words.addAll(List.of(parameters));
        return CommandLineAnswer.of(data, words.toArray(String[]::new)).exitCode();
    }

    @Test
    void everyRequestIsRecordedWithTheExitCodeOfItsProcessAndItsRun() {
        file(export, row(JANUARY, "One"));
        assertThat(run("file=" + export)).isZero();
        assertThat(run("file=" + export)).isZero();
        assertThat(run("file=" + file(folder.resolve("y.csv"), row(JANUARY, "Two"), badRow(JANUARY, "Three"))))
                .isEqualTo(5);
        assertThat(run("file=" + file(folder.resolve("z.csv"), badRow(JANUARY, "Four"))))
                .isEqualTo(1);
        assertThat(run("file=" + folder.resolve("none.csv"))).isEqualTo(1);
        assertThat(run("file=" + export, "feed=none")).isEqualTo(2);

        assertThat(data.records(TASKS))
                .containsExactly(
                        "legacy-import|0|true|1",
                        "legacy-import|0|true|null",
                        "legacy-import|5|true|2",
                        "legacy-import|1|true|3",
                        "legacy-import|1|true|null",
                        "legacy-import|2|true|null");
        assertThat(data.records("select task_param from task_execution_params where task_execution_id ="
                        + " (select min(task_execution_id) from task_execution)"))
                .containsExactly("file=" + export);
        assertThat(data.records("select error_message from task_execution where exit_code = 2"))
                .singleElement()
                .satisfies(message -> assertThat(message).startsWith("there is no feed none"));
    }

    @Test
    void aRefusedRequestIsRecordedAsRefused() {
        data.load(file(export, row(JANUARY, "One")));
        // A lake the database does not know is not worked on.
        data.update("delete from publication");
        assertThat(run("file=" + file(folder.resolve("y.csv"), row(JANUARY, "Two"))))
                .isEqualTo(3);
        assertThat(data.records(TASKS)).containsExactly("legacy-import|0|true|1", "legacy-import|3|true|null");
    }

    @Test
    void aKilledRunLeavesItsTaskOpenUntilItIsClosed() {
        file(export, row(JANUARY, "One"));
        DaybookProcess.Ended killed = new DaybookProcess(folder)
                .with(data.environment())
                .with("DAYBOOK_FAILPOINT", "segment-written:1")
                .run("--data", data.folder().toString(), "run", "legacy-import", "file=" + export);
        assertThat(killed.exitCode()).isEqualTo(137);
        assertThat(data.records(TASKS)).containsExactly("legacy-import|null|null|1");

        assertThat(data.<Integer>withDatabase(source -> TaskRecord.closeOpen(source, List.of(7L))))
                .isZero();
        assertThat(data.<Integer>withDatabase(source -> TaskRecord.closeUntied(source, Instant.now())))
                .isZero();
        assertThat(data.<Integer>withDatabase(source -> TaskRecord.closeOpen(source, List.of(1L, 7L))))
                .isOne();

        assertThat(data.records(TASKS)).containsExactly("legacy-import|1|true|1");
        assertThat(data.records("select error_message from task_execution")).containsExactly("its process died");
        assertThat(data.<Integer>withDatabase(source -> TaskRecord.closeOpen(source, List.of(1L))))
                .isZero();
    }

    @Test
    void aTaskThatNeverCameToARunIsClosedByItsAge() {
        data.load(file(export, row(JANUARY, "One")));
        data.update("delete from task_task_batch");
        data.update("update task_execution set end_time = null, exit_code = null");
        assertThat(data.<Integer>withDatabase(
                        source -> TaskRecord.closeUntied(source, Instant.now().minusSeconds(3600))))
                .isZero();
        assertThat(data.<Integer>withDatabase(
                        source -> TaskRecord.closeUntied(source, Instant.now().plusSeconds(3600))))
                .isOne();
        assertThat(data.records(TASKS)).containsExactly("legacy-import|1|true|null");
    }

    @Test
    void aParameterOfTheLongestLengthIsRecordedCut() {
        data.load(file(export, row(JANUARY, "One")), "year", "2".repeat(2_499));
        assertThat(data.records("select max(length(task_param)) from task_execution_params"))
                .containsExactly("2500");
    }
}
