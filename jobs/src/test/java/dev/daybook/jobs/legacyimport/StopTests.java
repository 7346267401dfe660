package dev.daybook.jobs.legacyimport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.failure.Failpoints;
import dev.daybook.launch.ExitCode;
import dev.daybook.ops.ExecutionView;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.DaybookProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGTERM at any moment: the run is stopped, never complete with fewer rows, and goes on from where it was. */
class StopTests {

    private static final int ROWS = 210_000;

    @TempDir
    private static Path folder;

    private static LongLoad load;

    @BeforeAll
    static void loadWithoutInterruption() throws IOException {
        load = new LongLoad(folder, ROWS);
    }

    @ParameterizedTest
    @ValueSource(ints = {55, 80})
    void aLoadThatIsToldToStopGoesOnFromThere(int percentOfItsTime) throws Exception {
        stopAndFinish(percentOfItsTime);
    }

    @Test
    @Tag("crash")
    void aLoadThatIsToldToStopAtAnyOfTwentyMomentsGoesOnFromThere() throws Exception {
        Random random = new Random(3);
        for (int i = 0; i < 20; i++) {
            stopAndFinish(25 + random.nextInt(75));
        }
    }

    private static void stopAndFinish(int percentOfItsTime) throws Exception {
        DataFolder data = load.newFolder();
        Path file = load.deliver(data);
        DaybookProcess.Running running = load.start(data, file);
        Thread.sleep(load.duration().toMillis() * percentOfItsTime / 100);
        running.process().destroy();
        DaybookProcess.Ended ended = running.await();
        List<ExecutionView> runs = Files.exists(data.folder().resolve("db")) ? data.executions() : List.of();
        if (ended.exitCode() != 0) {
            assertThat(ended.exitCode()).as(ended.toString()).isIn(ExitCode.STOPPED, 143);
            assertThat(runs).allSatisfy(run -> {
                assertThat(run.status()).isEqualTo("STOPPED");
                assertThat(run.exitCode()).isEqualTo(ExitCode.STOPPED);
                assertThat(run.message()).isEqualTo("told to stop by SIGTERM");
            });
            load.finishAndCompare(data, file);
        } else {
            assertThat(runs).extracting(ExecutionView::status).containsExactly("COMPLETED");
            load.assertSame(data);
        }
    }

    @Test
    void aStepThatDoesNotEndInTimeIsGivenUpAndMarkedAsStopped() throws Exception {
        DataFolder data = load.newFolder();
        Path file = load.deliver(data);
        Path held = folder.resolve("held");
        DaybookProcess.Running running = load.process()
                .with("DAYBOOK_STOP_SECONDS", "1")
                .with(Failpoints.VARIABLE, "decided:2:hold:" + held)
                .start(
                        "run",
                        "legacy-import",
                        "file=" + file,
                        "--data",
                        data.folder().toString());
        while (!Files.exists(held) && running.process().isAlive()) {
            Thread.sleep(20);
        }
        running.process().destroy();
        DaybookProcess.Ended ended = running.await();
        assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(ExitCode.STOPPED);
        assertThat(ended.err()).contains("the step has not come to an end within 1 s: the run is given up");
        assertThat(data.executions()).singleElement().satisfies(run -> {
            assertThat(run.status()).isEqualTo("STOPPED");
            assertThat(run.message()).isEqualTo("given up: the step did not end in the time a stop may take");
        });
        load.finishAndCompare(data, file);
    }

    @Test
    void aRunThatIsOverStaysWhatItIsWhenItsNoticesAreGivenUp() throws Exception {
        DataFolder data = load.newFolder();
        Path file = load.deliver(data);
        Path held = folder.resolve("held-notices");
        DaybookProcess.Running running = load.process()
                .with("DAYBOOK_STOP_SECONDS", "1")
                .with(Failpoints.VARIABLE, "notices-written:1:hold:" + held)
                .start(
                        "run",
                        "legacy-import",
                        "file=" + file,
                        "--data",
                        data.folder().toString());
        while (!Files.exists(held) && running.process().isAlive()) {
            Thread.sleep(20);
        }
        running.process().destroy();
        DaybookProcess.Ended ended = running.await();
        assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(ExitCode.COMPLETED);
        assertThat(ended.err()).contains("what is left to be told of it stays for the next occasion");
        load.assertSame(data);
    }
}
