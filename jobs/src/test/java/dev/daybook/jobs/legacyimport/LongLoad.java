package dev.daybook.jobs.legacyimport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.failure.Failpoints;
import dev.daybook.ops.ExecutionView;
import dev.daybook.sample.BenchVisits;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.DaybookProcess;
import dev.daybook.testing.Leftovers;
import dev.daybook.testing.TableState;
import dev.daybook.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** A delivered file of several chunks and partitions: what its load gives when nothing happens to it, to compare with. */
final class LongLoad {

    private final Path folder;
    private final Path export;
    private final TableState uninterrupted;
    private final Duration duration;
    private final int stageCommits;

    /**
     * Loads the file once.
     *
     * @param folder for all that is done with it
     */
    LongLoad(Path folder, int rows) throws IOException {
        this.folder = folder;
        this.export = folder.resolve("export.csv");
        BenchVisits.write(export, rows, 0.001, 11);
        DataFolder data = newFolder();
        long start = System.nanoTime();
        DaybookProcess.Ended ended = run(data, deliver(data), "");
        duration = Duration.ofNanos(System.nanoTime() - start);
        assertThat(ended.exitCode()).as(ended.toString()).isZero();
        uninterrupted = TableState.of(data);
        assertThat(uninterrupted.partitions()).hasSizeGreaterThan(5);
        assertThat(uninterrupted.rejects()).hasSizeGreaterThan(3);
        stageCommits =
                Integer.parseInt(data.records("select commit_count from batch_step_execution where step_name = 'stage'")
                        .get(0));
        assertThat(stageCommits).isGreaterThan(2);
    }

    TableState uninterrupted() {
        return uninterrupted;
    }

    /** How long a process that loads it takes. */
    Duration duration() {
        return duration;
    }

    int stageCommits() {
        return stageCommits;
    }

    DataFolder newFolder() {
        return new DataFolder(folder.resolve(UUID.randomUUID().toString()), TestDatabase.H2_SERVER);
    }

    /** Puts the file into the landing zone. */
    Path deliver(DataFolder data) throws IOException {
        Path delivered = data.folder().resolve("landing/export.csv");
        Files.createDirectories(delivered.getParent());
        return Files.copy(export, delivered);
    }

    DaybookProcess process() {
        return new DaybookProcess(folder);
    }

    /** @param failpoint where the process dies; empty for nowhere */
    DaybookProcess.Ended run(DataFolder data, Path file, String failpoint) {
        return process()
                .with(Failpoints.VARIABLE, failpoint)
                .run(arguments(data, "run", "legacy-import", "file=" + file));
    }

    DaybookProcess.Running start(DataFolder data, Path file) {
        return process().start(arguments(data, "run", "legacy-import", "file=" + file));
    }

    /** Any verb on the folder. */
    DaybookProcess.Ended verb(DataFolder data, String... verb) {
        return process().run(arguments(data, verb));
    }

    private static String[] arguments(DataFolder data, String... verb) {
        String[] all = new String[verb.length + 2];
        System.arraycopy(verb, 0, all, 0, verb.length);
        all[verb.length] = "--data";
        all[verb.length + 1] = data.folder().toString();
        return all;
    }

    void finishAndCompare(DataFolder data, Path file) {
        ExecutionView run = data.load(file);
        assertThat(run.status()).isIn("COMPLETED", "DUPLICATE");
        assertSame(data);
        assertThat(data.records("select count(*) from batch_job_instance")).containsExactly("1");
        assertThat(file).doesNotExist();
    }

    void assertSame(DataFolder data) {
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
}
