package dev.daybook.jobs.legacyimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.Failpoints;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.DaybookProcess.Ended;
import dev.daybook.testing.DaybookProcess.Running;
import dev.daybook.testing.TableState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.batch.core.repository.dao.DefaultExecutionContextSerializer;

/** A file of several chunks whose load dies at each of its borders, and at any moment: what comes out is always the same. */
@Tag("crash")
class CrashTests {

    private static final int ROWS = 560_000;

    @TempDir
    private static Path folder;

    private static LongLoad load;

    @BeforeAll
    static void loadWithoutInterruption() throws IOException {
        load = new LongLoad(folder, ROWS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "segment-written:1",
                "segment-written:3",
                "chunk-committed:1",
                "chunk-committed:4",
                "partition-built:1",
                "partition-built:7",
                "decided:1",
                "decided:5",
                "record-written:1",
                "record-written:6",
                "pointer-moved:1",
                "pointer-moved:6",
                "filed-away",
                "loaded"
            })
    void aLoadThatDiesAtABorderIsFinishedByTheNextRun(String failpoint) throws IOException {
        DataFolder data = load.newFolder();
        Path file = load.deliver(data);
        assertThat(load.run(data, file, failpoint).exitCode()).isEqualTo(Failpoints.KILLED);
        load.finishAndCompare(data, file);
    }

    @Test
    void aLoadThatDiesAfterTheFileHasLeftTheLandingZoneIsDone() throws IOException {
        DataFolder data = load.newFolder();
        Path file = load.deliver(data);
        assertThat(load.run(data, file, "left-landing").exitCode()).isEqualTo(Failpoints.KILLED);
        assertThatThrownBy(() -> data.load(file))
                .isInstanceOf(DaybookException.class)
                .hasMessageContaining("No such file");
        assertThat(TableState.of(data)).isEqualTo(load.uninterrupted());
        assertThat(data.load(load.deliver(data)).status()).isEqualTo("DUPLICATE");
        load.assertSame(data);
    }

    @Test
    void aLoadThatDiesAtEveryBorderInTurnIsFinishedInTheEnd() throws IOException {
        DataFolder data = load.newFolder();
        Path file = load.deliver(data);
        for (String failpoint : new String[] {
            "segment-written:2",
            "chunk-committed:1",
            "partition-built:3",
            "decided:2",
            "record-written:2",
            "pointer-moved:2",
            "filed-away",
            "loaded"
        }) {
            Ended ended = load.run(data, file, failpoint);
            assertThat(ended.exitCode()).as(failpoint + ended).isEqualTo(Failpoints.KILLED);
        }
        load.finishAndCompare(data, file);
    }

    @Test
    void aLoadThatDiesTwiceGoesOnFromTheLastCommittedChunk() throws IOException {
        DataFolder data = load.newFolder();
        Path file = load.deliver(data);
        assertThat(load.run(data, file, "segment-written:3").exitCode()).isEqualTo(Failpoints.KILLED);
        assertThat(load.run(data, file, "chunk-committed:1").exitCode()).isEqualTo(Failpoints.KILLED);
        load.finishAndCompare(data, file);
        assertThat(data.records("select commit_count from batch_step_execution where step_name = 'stage'"
                        + " order by step_execution_id"))
                .containsExactly("2", "0", String.valueOf(load.stageCommits() - 2));
    }

    @Test
    void aLoadWhosePlaceWasLostIsStagedAgainFromTheStart() throws IOException {
        DataFolder data = load.newFolder();
        Path file = load.deliver(data);
        assertThat(load.run(data, file, "chunk-committed:3").exitCode()).isEqualTo(Failpoints.KILLED);
        data.update("update batch_step_execution_context set short_context = '%s', serialized_context = null"
                .formatted(emptyContext()));
        load.finishAndCompare(data, file);
    }

    @Test
    void aLoadThatDiesBetweenItsStepsDoesNotDependOnTheJobsContext() throws IOException {
        DataFolder data = load.newFolder();
        Path file = load.deliver(data);
        assertThat(load.run(data, file, "partition-built:1").exitCode()).isEqualTo(Failpoints.KILLED);
        data.update("update batch_job_execution_context set short_context = '%s', serialized_context = null"
                .formatted(emptyContext()));
        load.finishAndCompare(data, file);
    }

    private static String emptyContext() throws IOException {
        ByteArrayOutputStream context = new ByteArrayOutputStream();
        new DefaultExecutionContextSerializer().serialize(Map.of(), context);
        return context.toString(StandardCharsets.US_ASCII);
    }

    @Test
    void aLoadThatIsKilledIsRecoveredAndRestartedByOperatorsAsOftenAsItTakes() throws Exception {
        DataFolder data = load.newFolder();
        Path file = load.deliver(data);
        assertThat(load.run(data, file, "chunk-committed:2").exitCode()).isEqualTo(Failpoints.KILLED);
        String[] failpoints = {"segment-written:1", "partition-built:2", "decided:3", "pointer-moved:2", "filed-away"};
        for (int execution = 1; execution <= failpoints.length; execution++) {
            String id = String.valueOf(execution);
            Ended recovered = load.verb(data, "recover", "--reason", "it was killed");
            assertThat(recovered.out()).contains("execution " + id + " FAILED", "its process ended without a word");
            Ended restarted = load.process()
                    .with(Failpoints.VARIABLE, failpoints[execution - 1])
                    .run("restart", id, "--data", data.folder().toString());
            assertThat(restarted.exitCode()).as(restarted.toString()).isEqualTo(Failpoints.KILLED);
        }
        String last = String.valueOf(failpoints.length + 1);
        Ended ended = load.verb(data, "restart", last);
        assertThat(ended.exitCode()).as(ended.toString()).isZero();
        load.assertSame(data);
        assertThat(data.records("select action, outcome, reason from operator_action where action = 'recover'"
                        + " order by action_id"))
                .hasSize(failpoints.length + 1)
                .contains("recover|DONE|it was killed", "recover|DONE|null");
    }

    @RepeatedTest(20)
    void aLoadThatIsKilledAtARandomMomentIsRecoveredAndRestarted(RepetitionInfo repetition) throws Exception {
        DataFolder data = load.newFolder();
        Path file = load.deliver(data);
        Running running = load.start(data, file);
        int percentOfItsTime = 25 + new Random(repetition.getCurrentRepetition()).nextInt(75);
        Thread.sleep(load.duration().toMillis() * percentOfItsTime / 100);
        running.kill();
        running.await();
        if (isUnderWay(data)) {
            recoverAndRestart(data);
            load.assertSame(data);
        } else if (Files.exists(file)) {
            load.finishAndCompare(data, file);
        } else {
            load.assertSame(data);
        }
    }

    /** Whether it died in its run: neither before it nor after. */
    private static boolean isUnderWay(DataFolder data) {
        return Files.exists(data.folder().resolve("db"))
                && data.executions().stream().anyMatch(run -> run.status().equals("STARTED"));
    }

    private static void recoverAndRestart(DataFolder data) {
        Ended recovered = load.verb(data, "recover", "1", "--reason", "it was killed");
        assertThat(recovered.exitCode()).as(recovered.toString()).isZero();
        assertThat(data.show(1).status()).isEqualTo("FAILED");
        Ended restarted = load.verb(data, "restart", "1", "--reason", "to have its rows");
        assertThat(restarted.exitCode()).as(restarted.toString()).isZero();
    }
}
