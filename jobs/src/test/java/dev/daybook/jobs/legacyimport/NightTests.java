package dev.daybook.jobs.legacyimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.daybook.failure.Failpoints;
import dev.daybook.launch.ExitCode;
import dev.daybook.ops.ExecutionView;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.DaybookProcess.Ended;
import dev.daybook.testing.DaybookProcess.Running;
import dev.daybook.testing.Operators;
import dev.daybook.testing.TableState;
import dev.daybook.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to a run in a bad night, by real processes on one data folder. */
class NightTests {

    private static final int ROWS = 210_000;

    /** JVMs end with it on {@code ExitOnOutOfMemoryError}. */
    private static final int OUT_OF_MEMORY = 3;

    @TempDir
    private static Path folder;

    private static LongLoad load;

    @BeforeAll
    static void loadWithoutInterruption() throws IOException {
        load = new LongLoad(folder, ROWS);
    }

    private static void signal(String name, Process process) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    private static Path newMark(String name) throws IOException {
        return Files.createTempDirectory(folder, "mark").resolve(name);
    }

    /** Waits until the process is held. */
    private static void await(Path mark, Running running) throws InterruptedException {
        while (!Files.exists(mark)) {
            if (!running.process().isAlive()) {
                throw new AssertionError("it ended before it came there: " + running.await());
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static Running startHeld(DataFolder data, Path file, String failpoint, Path mark) throws Exception {
        Running running = load.process()
                .with("DAYBOOK_LEASE_SECONDS", "10")
                .with(Failpoints.VARIABLE, failpoint + ":hold:" + mark)
                .start(
                        "run",
                        "legacy-import",
                        "file=" + file,
                        "--data",
                        data.folder().toString());
        await(mark, running);
        return running;
    }

    /** In the middle of a transaction: it holds locks. */
    @Test
    void aProcessThatWasFrozenAndWakesUpLatePublishesNothing() throws Exception {
        freezeAndGoOn("segment-written:2");
    }

    @ParameterizedTest
    @Tag("crash")
    @ValueSource(strings = {"chunk-committed:1", "partition-built:1", "decided:1", "record-written:2", "filed-away:1"})
    void aProcessThatWasFrozenAnywhereAndWakesUpLatePublishesNothing(String where) throws Exception {
        freezeAndGoOn(where);
    }

    private static void freezeAndGoOn(String where) throws Exception {
        DataFolder data = load.newFolder();
        Path file = load.deliver(data);
        Path mark = newMark("frozen");
        Running frozen = startHeld(data, file, where, mark);
        signal("STOP", frozen.process());
        Ended early = load.verb(data, "recover", "1");
        assertThat(early.exitCode()).as(early.toString()).isEqualTo(ExitCode.REFUSED);
        assertThat(early.err())
                .contains("recover of execution 1 is refused: it is STARTED in process "
                        + frozen.process().pid());
        while (load.verb(data, "recover", "1").exitCode() != 0) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
        Ended restarted = load.verb(data, "restart", "1");
        assertThat(restarted.exitCode()).as(restarted.toString()).isZero();
        TableState before = TableState.of(data);

        Files.delete(mark);
        signal("CONT", frozen.process());
        Ended late = frozen.await();

        assertThat(late.exitCode()).as(late.toString()).isEqualTo(ExitCode.REFUSED);
        assertThat(late.err())
                .contains("legacy-import/legacy-visits/export.csv was taken over by execution 2")
                .doesNotContain("\tat ");
        assertThat(TableState.of(data)).isEqualTo(before);
        assertThat(data.executions())
                .extracting(ExecutionView::id, ExecutionView::status)
                .containsExactly(tuple(2L, "COMPLETED"), tuple(1L, "FAILED"));
        load.assertSame(data);
    }

    @Test
    void aRunThatIsToldToStopInALongChunkCannotBeRestartedBeforeItHasConfirmed() throws Exception {
        DataFolder data = load.newFolder();
        Path file = load.deliver(data);
        Path mark = newMark("long-chunk");
        Running running = startHeld(data, file, "segment-written:2", mark);
        Ended stopped = load.verb(data, "stop", "1", "--reason", "the disk is wanted");
        assertThat(stopped.exitCode()).as(stopped.toString()).isZero();
        assertThat(stopped.out()).contains("execution 1 was told to stop: it is STOPPED when its chunk is done");
        Ended tooEarly = load.verb(data, "restart", "1");
        assertThat(tooEarly.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(tooEarly.err())
                .contains("restart of execution 1 is refused: it is STOPPING, as told by cli:")
                .contains("Wait until `daybook show 1` says STOPPED");
        Ended again = load.run(data, file, "");
        assertThat(again.exitCode()).as(again.toString()).isEqualTo(ExitCode.REFUSED);
        assertThat(again.err()).contains("is being worked on as execution 1 by process");

        Files.delete(mark);
        Ended ended = running.await();
        assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(ExitCode.STOPPED);
        assertThat(data.show(1).status()).isEqualTo("STOPPED");
        assertThat(data.show(1).message()).startsWith("told to stop by cli:");
        assertThat(load.verb(data, "restart", "1").exitCode()).isZero();
        load.assertSame(data);
        assertThat(data.records("select decision, reason is not null from admission order by admission_id"))
                .containsExactly("STARTED|false", "REFUSED|true", "STARTED|false");
    }

    @Test
    void aProcessThatRunsOutOfMemoryEndsAndItsRunIsGoneOnWith() throws Exception {
        DataFolder data = load.newFolder();
        Path file = load.deliver(data);
        Ended ended = load.process()
                .option("-Xmx256m")
                .option("-XX:+ExitOnOutOfMemoryError")
                .with(Failpoints.VARIABLE, "decided:3:exhaust")
                .run(
                        "run",
                        "legacy-import",
                        "file=" + file,
                        "--data",
                        data.folder().toString());
        assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(OUT_OF_MEMORY);
        assertThat(data.show(1).status()).isEqualTo("STARTED");
        Ended restarted = load.verb(data, "restart", "1");
        assertThat(restarted.exitCode()).as(restarted.toString()).isZero();
        assertThat(data.show(1).status()).isEqualTo("FAILED");
        load.assertSame(data);
    }

    @Test
    void aFullDiskFailsTheRunLeavesTheTableAsItIsAndARestartCompletesIt() throws Exception {
        Path small = Files.createDirectories(folder.resolve("small"));
        Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", small.toString()).start();
        Assumptions.assumeTrue(mount.waitFor() == 0, "a disk can be filled by this test where it may mount a tmpfs");
        try {
            fillAndFinish(small);
        } finally {
            new ProcessBuilder("umount", "-l", small.toString()).start().waitFor();
        }
    }

    private static void fillAndFinish(Path small) throws Exception {
        DataFolder data = new DataFolder(
                folder.resolve("full-disk"), TestDatabase.H2_SERVER, Map.of("DAYBOOK_LAKE", small.toString()));
        Path file = load.deliver(data);
        Path old = data.folder().resolve("old.csv");
        try (Stream<String> lines = Files.lines(file)) {
            Files.write(old, (Iterable<String>) lines.limit(2_000)::iterator);
        }
        data.load(old, "key", "export.csv");
        Map<String, String> before = TableState.of(data).partitions();
        assertThat(before).hasSizeGreaterThan(5);

        ExecutionView full = data.load(file);
        assertThat(full.status()).isEqualTo("FAILED");
        assertThat(full.message()).contains("No space left on device");
        Map<String, String> after = load.uninterrupted().partitions();
        assertThat(TableState.of(data).partitions())
                .allSatisfy((partition, rows) -> assertThat(rows).isIn(before.get(partition), after.get(partition)))
                .anySatisfy((partition, rows) -> assertThat(rows).isEqualTo(before.get(partition)));

        assertThat(new ProcessBuilder("mount", "-o", "remount,size=200m", small.toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThat(new Operators(data).restart(full.id()).status()).isEqualTo("COMPLETED");
        assertThat(TableState.of(data).partitions()).isEqualTo(after);
    }
}
