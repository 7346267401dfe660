package dev.daybook.jobs.apisync;

import static dev.daybook.jobs.apisync.PublishedFiles.NOTES;
import static dev.daybook.jobs.apisync.PublishedFiles.SOURCE;
import static dev.daybook.jobs.apisync.PublishedFiles.TEXT;
import static dev.daybook.jobs.apisync.PublishedFiles.VALUES;
import static dev.daybook.jobs.apisync.PublishedFiles.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.failure.Failpoints;
import dev.daybook.ops.ExecutionView;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.DaybookProcess;
import dev.daybook.testing.DaybookProcess.Ended;
import dev.daybook.testing.DaybookProcess.Running;
import dev.daybook.testing.Leftovers;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that die at one of their borders, or anywhere. */
class SyncRestartTests {

    private static final String GONE = "pr.data.0.Gone";
    private static final int KILLS = 20;

    @TempDir
    private Path folder;

    private DataFolder data;
    private PublishedFiles published;

    /** In the next run two files have changed, and one counts as deleted whose rows another file has, too. */
    @BeforeEach
    void publish() {
        data = new DataFolder(folder.resolve("data"), TestDatabase.H2_SERVER);
        published = new PublishedFiles(data);
        published.publishThree();
        published.put(GONE, values("1.5", "8"));
        data.sync(SOURCE);
        published.server.remove(GONE);
        data.sync(SOURCE);
        published.put(VALUES, values("1.5", "2.5", "3"));
        published.put(TEXT, "Other words.\n");
        published.newRequests();
    }

    @AfterEach
    void stop() {
        published.close();
    }

    private DaybookProcess process() {
        return new DaybookProcess(folder).with(data.environment());
    }

    private String[] arguments() {
        return new String[] {
            "run", "api-sync", "source=" + SOURCE, "--data", data.folder().toString()
        };
    }

    private void requireEnd() {
        assertThat(published.table()).containsExactly("1.500", "2.500", "3.000");
        assertThat(data.query("select distinct source from productivity"))
                .containsExactly("productivity/published/" + VALUES);
        assertThat(published.state())
                .containsExactly(
                        VALUES + "|false|0|there|true",
                        GONE + "|false|2|gone|true",
                        NOTES + "|false|0|there|true",
                        TEXT + "|false|0|there|true");
        assertThat(data.records("select status from ledger where status not in ('LOADED', 'SUPERSEDED')"))
                .isEmpty();
        data.maintain(Duration.ZERO);
        assertThat(Leftovers.of(data)).allMatch(file -> file.startsWith("staging/api-sync/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync-bytes-kept:1", "sync-file-committed:1", "decided:1", "sync-file-deleted"})
    void oneThatDiesAtABorderIsFinishedByTheNext(String failpoint) {
        requireFinishedByTheNext(failpoint);
    }

    @Tag("crash")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sync-planned",
                "sync-file-recorded:1",
                "sync-file-recorded:2",
                "segment-written:1",
                "partition-built:1",
                "record-written:1",
                "pointer-moved:1",
                "load-recorded:1",
                "sync-file-loaded:1",
                "decided:2",
                "load-recorded:2",
                "sync-loaded",
                "end-told"
            })
    void oneThatDiesAtAnyOtherBorderIsToo(String failpoint) {
        requireFinishedByTheNext(failpoint);
    }

    private void requireFinishedByTheNext(String failpoint) {
        Ended ended = process().with(Failpoints.VARIABLE, failpoint).run(arguments());
        assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(Failpoints.KILLED);
        published.newRequests();
        boolean isPlanned = !failpoint.equals("sync-planned");
        List<String> due = isPlanned ? due() : List.of(VALUES, TEXT);

        ExecutionView run = data.sync(SOURCE);

        assertThat(run.status()).as(run.message()).isEqualTo("COMPLETED");
        requireAskedFor(due);
        requireEnd();
        assertThat(published.announcements()).hasSize(2).last().isEqualTo("published has changed: 3 files");
    }

    private List<String> due() {
        return data.records("select file_name from sync_file where is_due = true order by file_name");
    }

    private void requireAskedFor(List<String> files) {
        List<String> expected = new ArrayList<>(List.of(""));
        expected.addAll(files);
        assertThat(published.newRequests()).isEqualTo(expected);
    }

    /** What a kill leaves is looked at, then finished; what was committed is not asked for again. */
    @Tag("crash")
    @Test
    void whereverItIsKilledNothingIsLostOrFetchedTwice() throws InterruptedException {
        Random random = new Random(20_260_903);
        long whole = duration();
        int unfinished = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            String listedAt = "9/%d/2026 9:30 AM".formatted(kill);
            String rows = values("" + kill, kill + ".5", "100");
            String text = "Words of " + kill + "\n";
            published.server.put(VALUES, rows, listedAt);
            published.server.put(TEXT, text, listedAt);
            Running running = process().start(arguments());
            running.process().waitFor(random.nextLong(whole), TimeUnit.MILLISECONDS);
            running.kill();
            running.await();
            published.newRequests();
            boolean isPlanned = data.records("select count(*) from sync_file where listed_at = '" + listedAt + "'")
                    .equals(List.of("2"));
            List<String> due = isPlanned ? due() : List.of(VALUES, TEXT);
            unfinished += data.records("select count(*) from sync_run where status = 'OPEN'")
                            .equals(List.of("1"))
                    ? 1
                    : 0;

            ExecutionView run = data.sync(SOURCE);

            assertThat(run.status()).as(run.message()).isEqualTo("COMPLETED");
            requireAskedFor(due);
            assertThat(published.table())
                    .as("kill %d", kill)
                    .containsExactlyInAnyOrder("%d.000".formatted(kill), "%d.500".formatted(kill), "100.000");
            assertThat(published.stagedContents()).contains(rows, text);
            assertThat(data.records("select count(*) from sync_file where deleted_at is not null"))
                    .containsExactly("1");
            assertThat(data.records("select count(*) from sync_file where is_announced = false"))
                    .containsExactly("0");
        }
        assertThat(unfinished).as("kills in the middle of a run").isGreaterThan(3);
        assertThat(Collections.frequency(data.records("select status from sync_run order by run_id"), "OPEN"))
                .isZero();
        data.maintain(Duration.ZERO);
        assertThat(Leftovers.of(data)).allMatch(file -> file.startsWith("staging/api-sync/"));
    }

    /** Of a whole run in a process, in milliseconds. */
    private long duration() {
        long begun = System.nanoTime();
        assertThat(process().run(arguments()).exitCode()).isZero();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }
}
