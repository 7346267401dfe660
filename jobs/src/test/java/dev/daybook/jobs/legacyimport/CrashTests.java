package dev.daybook.jobs.legacyimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.Failpoints;
import dev.daybook.ops.ExecutionView;
import dev.daybook.sample.BenchVisits;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.DaybookProcess;
import dev.daybook.testing.Leftovers;
import dev.daybook.testing.TableState;
import dev.daybook.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
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

    private static Path export;
    private static TableState uninterrupted;
    private static Duration duration;
    private static int stageCommits;

    @BeforeAll
    static void loadWithoutInterruption() throws IOException {
        export = folder.resolve("export.csv");
        BenchVisits.write(export, ROWS, 0.001, 11);
        DataFolder data = new DataFolder(folder.resolve("uninterrupted"), TestDatabase.H2_SERVER);
        long start = System.nanoTime();
        assertThat(run(data, deliver(data), "").exitCode()).isZero();
        duration = Duration.ofNanos(System.nanoTime() - start);
        uninterrupted = TableState.of(data);
        assertThat(uninterrupted.partitions()).hasSizeGreaterThan(5);
        assertThat(uninterrupted.rejects()).hasSizeGreaterThan(3);
        stageCommits =
                Integer.parseInt(data.records("select commit_count from batch_step_execution where step_name = 'stage'")
                        .get(0));
        assertThat(stageCommits).isGreaterThan(3);
    }

    private static DataFolder newFolder() {
        return new DataFolder(folder.resolve(UUID.randomUUID().toString()), TestDatabase.H2_SERVER);
    }

    private static Path deliver(DataFolder data) throws IOException {
        Path delivered = data.folder().resolve("landing/export.csv");
        Files.createDirectories(delivered.getParent());
        return Files.copy(export, delivered);
    }

    private static DaybookProcess.Ended run(DataFolder data, Path file, String failpoint) {
        return new DaybookProcess(folder)
                .with(Failpoints.VARIABLE, failpoint)
                .run(
                        "run",
                        "legacy-import",
                        "file=" + file,
                        "--data",
                        data.folder().toString());
    }

    private static void finishAndCompare(DataFolder data, Path file) {
        ExecutionView run = data.load(file);
        assertThat(run.status()).isIn("COMPLETED", "DUPLICATE");
        assertSame(data);
        assertThat(data.records("select count(*) from batch_job_instance")).containsExactly("1");
        assertThat(file).doesNotExist();
    }

    private static void assertSame(DataFolder data) {
        TableState state = TableState.of(data);
        assertThat(state.ledger()).isEqualTo(uninterrupted.ledger());
        assertThat(state.rejects()).isEqualTo(uninterrupted.rejects());
        assertThat(state).isEqualTo(uninterrupted);
        assertThat(data.executions()).noneMatch(execution -> execution.status().equals("STARTED"));
        data.maintain(Duration.ZERO);
        assertThat(Leftovers.of(data)).isEmpty();
        assertThat(data.maintain(Duration.ZERO)).isEmpty();
        assertThat(TableState.of(data)).isEqualTo(uninterrupted);
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
        DataFolder data = newFolder();
        Path file = deliver(data);
        assertThat(run(data, file, failpoint).exitCode()).isEqualTo(Failpoints.KILLED);
        finishAndCompare(data, file);
    }

    @Test
    void aLoadThatDiesAfterTheFileHasLeftTheLandingZoneIsDone() throws IOException {
        DataFolder data = newFolder();
        Path file = deliver(data);
        assertThat(run(data, file, "left-landing").exitCode()).isEqualTo(Failpoints.KILLED);
        assertThatThrownBy(() -> data.load(file))
                .isInstanceOf(DaybookException.class)
                .hasMessageContaining("No such file");
        assertThat(TableState.of(data)).isEqualTo(uninterrupted);
        assertThat(data.load(deliver(data)).status()).isEqualTo("DUPLICATE");
        assertSame(data);
    }

    @Test
    void aLoadThatDiesAtEveryBorderInTurnIsFinishedInTheEnd() throws IOException {
        DataFolder data = newFolder();
        Path file = deliver(data);
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
            DaybookProcess.Ended ended = run(data, file, failpoint);
            assertThat(ended.exitCode()).as(failpoint + ended).isEqualTo(Failpoints.KILLED);
        }
        finishAndCompare(data, file);
    }

    @Test
    void aLoadThatDiesTwiceGoesOnFromTheLastCommittedChunk() throws IOException {
        DataFolder data = newFolder();
        Path file = deliver(data);
        assertThat(run(data, file, "segment-written:3").exitCode()).isEqualTo(Failpoints.KILLED);
        assertThat(run(data, file, "chunk-committed:1").exitCode()).isEqualTo(Failpoints.KILLED);
        finishAndCompare(data, file);
        assertThat(data.records("select commit_count from batch_step_execution where step_name = 'stage'"
                        + " order by step_execution_id"))
                .containsExactly("2", "0", String.valueOf(stageCommits - 2));
    }

    @Test
    void aLoadWhosePlaceWasLostIsStagedAgainFromTheStart() throws IOException {
        DataFolder data = newFolder();
        Path file = deliver(data);
        assertThat(run(data, file, "chunk-committed:3").exitCode()).isEqualTo(Failpoints.KILLED);
        data.update("update batch_step_execution_context set short_context = '%s', serialized_context = null"
                .formatted(emptyContext()));
        finishAndCompare(data, file);
    }

    @Test
    void aLoadThatDiesBetweenItsStepsDoesNotDependOnTheJobsContext() throws IOException {
        DataFolder data = newFolder();
        Path file = deliver(data);
        assertThat(run(data, file, "partition-built:1").exitCode()).isEqualTo(Failpoints.KILLED);
        data.update("update batch_job_execution_context set short_context = '%s', serialized_context = null"
                .formatted(emptyContext()));
        finishAndCompare(data, file);
    }

    private static String emptyContext() throws IOException {
        ByteArrayOutputStream context = new ByteArrayOutputStream();
        new DefaultExecutionContextSerializer().serialize(Map.of(), context);
        return context.toString(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 40, 50, 60, 70, 80, 90, 95})
    void aLoadThatIsKilledAtAnyMomentIsFinishedByTheNextRun(int percentOfItsTime) throws Exception {
        DataFolder data = newFolder();
        Path file = deliver(data);
        DaybookProcess.Running running = new DaybookProcess(folder)
                .start(
                        "run",
                        "legacy-import",
                        "file=" + file,
                        "--data",
                        data.folder().toString());
        Thread.sleep(duration.toMillis() * percentOfItsTime / 100);
        running.kill();
        int exitCode = running.await().exitCode();
        if (exitCode == 0) {
            assertSame(data);
        } else {
            assertThat(exitCode).isEqualTo(Failpoints.KILLED);
            if (Files.exists(file)) {
                finishAndCompare(data, file);
            }
        }
    }
}
