package dev.daybook.jobs.apisync;

import static dev.daybook.jobs.apisync.PublishedFiles.NOTES;
import static dev.daybook.jobs.apisync.PublishedFiles.SOURCE;
import static dev.daybook.jobs.apisync.PublishedFiles.TEXT;
import static dev.daybook.jobs.apisync.PublishedFiles.VALUES;
import static dev.daybook.jobs.apisync.PublishedFiles.sizes;
import static dev.daybook.jobs.apisync.PublishedFiles.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import dev.daybook.ops.ExecutionView;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.Leftovers;
import dev.daybook.testing.OnBothDatabases;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What a run asks for, writes and tells, by what has changed since the run before. */
@OnBothDatabases
class ApiSyncTests {

    private static final String TWO_VALUES = values("1.5", "2.25");
    private static final String THREE_VALUES = values("1.5", "2.5", "3");

    @Parameter
    private TestDatabase database;

    @TempDir
    private Path folder;

    private DataFolder data;
    private PublishedFiles published;

    @BeforeEach
    void publish() {
        data = new DataFolder(folder.resolve("data"), database);
        published = new PublishedFiles(data);
        published.publishThree();
    }

    @AfterEach
    void stop() {
        published.close();
    }

    private ExecutionView sync(String... more) {
        ExecutionView run = data.sync(SOURCE, more);
        assertThat(run.status()).as(run.message()).isEqualTo("COMPLETED");
        return run;
    }

    private void syncFirst() {
        sync();
        published.newRequests();
    }

    /** All files but those of the database, by their checksums. */
    private SortedMap<String, String> files() {
        return data.files();
    }

    @Test
    void theFirstRunFetchesAllFilesAndLoadsThoseWithAFeed() {
        ExecutionView run = sync();

        assertThat(published.newRequests()).containsExactly("", VALUES, NOTES, TEXT);
        assertThat(published.stagedSizes())
                .isEqualTo(sizes(TWO_VALUES, "footnote_code\tfootnote_text\r\nR\tRevised\r\n", "All about them.\n"));
        assertThat(published.table()).containsExactly("1.500", "2.250");
        assertThat(data.query("select footnote_code, footnote_text, source from productivity_footnote"))
                .containsExactly("R|Revised|productivity-footnote/published/pr.footnote");
        assertThat(List.of(run.read(), run.written(), run.rejected())).containsExactly(3L, 3L, 0L);
        assertThat(published.state())
                .containsExactly(
                        VALUES + "|false|0|there|true", NOTES + "|false|0|there|true", TEXT + "|false|0|there|true");
        assertThat(data.ledger())
                .containsExactly("published/" + VALUES + "|0|LOADED", "published/" + NOTES + "|0|LOADED");
        assertThat(published.announcements()).containsExactly("published has changed: 3 files");
        assertThat(Leftovers.of(data)).allMatch(file -> file.startsWith("staging/api-sync/"));
    }

    @Test
    void anUnchangedSourceCostsOneRequestAndNothingIsWritten() {
        syncFirst();
        SortedMap<String, String> files = files();
        List<String> state = data.records("select * from sync_file order by file_name");

        ExecutionView run = sync();

        assertThat(published.newRequests()).containsExactly("");
        assertThat(files()).isEqualTo(files);
        assertThat(data.records("select * from sync_file order by file_name")).isEqualTo(state);
        assertThat(run.read()).isZero();
        assertThat(data.ledger()).hasSize(2);
        assertThat(published.announcements()).hasSize(1);
    }

    @Test
    void ofAChangedFileAloneBytesAreFetchedAndRowsReplaced() {
        syncFirst();
        published.server.put(VALUES, THREE_VALUES, "10/1/2026  8:30 AM");

        ExecutionView run = sync();

        assertThat(published.newRequests()).containsExactly("", VALUES);
        assertThat(published.stagedSizes()).contains((long) TWO_VALUES.length(), (long) THREE_VALUES.length());
        assertThat(published.table()).containsExactly("1.500", "2.500", "3.000");
        assertThat(run.written()).isEqualTo(3);
        assertThat(data.records("select table_name, count(*) from publication group by table_name order by 1"))
                .containsExactly("productivity|2", "productivity_footnote|1");
        assertThat(published.announcements()).hasSize(2).last().isEqualTo("published has changed: 1 file");
    }

    @Test
    void aFileListedAnewWithTheSameBytesIsComparedAndNotWritten() {
        syncFirst();
        SortedMap<String, String> files = files();
        published.server.put(VALUES, TWO_VALUES, "10/1/2026  8:30 AM");

        sync();

        assertThat(published.newRequests()).containsExactly("", VALUES);
        assertThat(files()).isEqualTo(files);
        assertThat(data.ledger()).hasSize(2);
        assertThat(published.announcements()).hasSize(1);
        sync();
        assertThat(published.newRequests()).containsExactly("");
    }

    @Test
    void aNewFileIsFetchedAlone() {
        syncFirst();
        published.put("pr.data.0.More", values("9"));

        sync();

        assertThat(published.newRequests()).containsExactly("", "pr.data.0.More");
        assertThat(published.table()).containsExactly("1.500", "2.250", "9.000");
    }

    @Test
    void aFileCountsAsDeletedWhenTwoListingsInARowLackIt() {
        syncFirst();
        published.server.remove(VALUES);

        sync();

        assertThat(published.newRequests()).containsExactly("");
        assertThat(published.state()).contains(VALUES + "|false|1|there|true");
        assertThat(published.table()).hasSize(2);

        sync();

        assertThat(published.newRequests()).containsExactly("");
        assertThat(published.state()).contains(VALUES + "|false|2|gone|true");
        assertThat(published.rows("productivity")).isZero();
        assertThat(published.stagedSizes()).contains((long) TWO_VALUES.length());
        assertThat(published.announcements()).hasSize(2);
        assertThat(data.ledger())
                .containsExactly(
                        "published/" + VALUES + "|0|SUPERSEDED",
                        "published/" + NOTES + "|0|LOADED",
                        "published/" + VALUES + "|1|LOADED");

        sync();
        assertThat(published.announcements()).hasSize(2);
    }

    @Test
    void aFileThatWasAbsentOnceIsNothingNewAndOneThatComesBackIsLoadedAgain() {
        syncFirst();
        published.server.remove(VALUES);
        sync();
        published.put(VALUES, TWO_VALUES);
        published.newRequests();
        sync();
        assertThat(published.newRequests()).containsExactly("");
        assertThat(published.state()).contains(VALUES + "|false|0|there|true");

        published.server.remove(VALUES);
        sync();
        sync();
        published.put(VALUES, TWO_VALUES);
        published.newRequests();
        sync();

        assertThat(published.newRequests()).containsExactly("", VALUES);
        assertThat(published.table()).containsExactly("1.500", "2.250");
        assertThat(published.state()).contains(VALUES + "|false|0|there|true");
    }

    @Test
    void aRenamedFileKeepsItsRowsAndItsBytesAreNotWrittenAgain() {
        syncFirst();
        List<Long> staged = published.stagedSizes();
        published.server.remove(VALUES);
        published.put("pr.data.0.New", TWO_VALUES);

        sync();

        assertThat(published.newRequests()).containsExactly("", "pr.data.0.New");
        assertThat(published.stagedSizes()).isEqualTo(staged);
        assertThat(published.table()).containsExactly("1.500", "2.250");

        sync();

        assertThat(published.newRequests()).containsExactly("");
        assertThat(data.query("select distinct source from productivity"))
                .containsExactly("productivity/published/pr.data.0.New");
        assertThat(published.table()).containsExactly("1.500", "2.250");
    }

    @Test
    void otherBytesOfTheSameSizeAndTimeAreFoundByTheFullCheck() {
        syncFirst();
        published.put(VALUES, TWO_VALUES.replace("2.25", "7.25"));
        sync();
        assertThat(published.newRequests()).containsExactly("");

        data.update("update sync_file set checked_at = checked_at - interval '8' day");
        sync();

        assertThat(published.newRequests()).containsExactly("", VALUES, NOTES, TEXT);
        assertThat(published.table()).containsExactly("1.500", "7.250");
        assertThat(data.ledger()).hasSize(3);
        sync();
        assertThat(published.newRequests()).containsExactly("");
    }

    @Test
    void aSlotThatIsDoneIsADuplicate() {
        ExecutionView first = sync("slot", "2026-09-03T06:00");

        assertThat(data.sync(SOURCE, "slot", "2026-09-03T06:00").status()).isEqualTo("DUPLICATE");
        assertThat(sync("slot", "2026-09-03T12:00").id()).isGreaterThan(first.id());
    }

    @Test
    void aFileThatDoesNotFitItsFeedKeepsItsTableAndStopsNoOther() {
        syncFirst();
        published.put(VALUES, TWO_VALUES.replace("footnote_codes", "footnote_codes\tstatus"));
        published.put(NOTES, "footnote_code\tfootnote_text\r\nR\tChanged since\r\n");

        ExecutionView run = data.sync(SOURCE);

        assertThat(run.status()).isEqualTo("FAILED");
        assertThat(run.message()).startsWith(VALUES + ": ").contains("status");
        assertThat(published.table()).containsExactly("1.500", "2.250");
        assertThat(data.query("select footnote_text from productivity_footnote"))
                .containsExactly("Changed since");
        assertThat(published.announcements()).hasSize(1);
        published.newRequests();

        assertThat(data.sync(SOURCE).status()).isEqualTo("FAILED");
        assertThat(published.newRequests()).containsExactly("");

        published.put(VALUES, THREE_VALUES);
        sync();
        assertThat(published.table()).containsExactly("1.500", "2.500", "3.000");
        assertThat(published.announcements()).hasSize(2).last().isEqualTo("published has changed: 2 files");
    }

    @Test
    void tablesAreRebuiltAsTheyWereOnADayWithoutARequest() {
        syncFirst();
        data.update("update sync_version set fetched_at = fetched_at - interval '3' day");
        published.put(VALUES, THREE_VALUES);
        published.put("pr.data.0.More", values("9"));
        sync();
        published.newRequests();
        LocalDate today = LocalDate.now(ZoneOffset.UTC);

        sync("replay", today.minusDays(2).toString());

        assertThat(published.newRequests()).isEmpty();
        assertThat(published.table()).containsExactly("1.500", "2.250");
        assertThat(published.announcements()).hasSize(3);

        sync("replay", today.toString());

        assertThat(published.newRequests()).isEmpty();
        assertThat(published.table()).containsExactly("1.500", "2.500", "3.000", "9.000");
        assertThatThrownBy(() -> data.sync(SOURCE, "replay", today.minusDays(4).toString()))
                .isInstanceOf(DaybookException.class)
                .hasMessageContaining("nothing of published had been copied");
    }

    @Test
    void theNextOrdinaryRunBringsReplayedTablesBackInStep() {
        syncFirst();
        data.update("update sync_version set fetched_at = fetched_at - interval '3' day");
        published.put(VALUES, THREE_VALUES);
        sync();
        sync("replay", LocalDate.now(ZoneOffset.UTC).minusDays(2).toString());
        published.newRequests();

        sync();

        assertThat(published.newRequests()).containsExactly("");
        assertThat(published.table()).containsExactly("1.500", "2.500", "3.000");
    }

    @Test
    void versionsAreForgottenAndTheirBytesRemovedWhenTheirTimeIsOver() {
        syncFirst();
        published.put(VALUES, THREE_VALUES);
        sync();
        data.update(
                "update sync_version set replaced_at = replaced_at - interval '91' day where replaced_at is not null");

        sync();

        assertThat(published.stagedSizes())
                .doesNotContain((long) TWO_VALUES.length())
                .hasSize(3);
        assertThat(data.records("select count(*) from sync_version")).containsExactly("3");
        String long_ago = LocalDate.now(ZoneOffset.UTC).minusDays(92).toString();
        assertThatThrownBy(() -> data.sync(SOURCE, "replay", long_ago))
                .isInstanceOf(DaybookException.class)
                .hasMessageContaining("are kept since");
    }

    @Test
    void aFileThatGetsAFeedIsLoadedFromWhatIsStagedAndOneThatLosesItLeavesItsTable() {
        published.describe("kind: http-directory\nurl: " + published.server.folder()
                + "\nfiles:\n  - {name: pr.footnote, feed: productivity-footnote}\n");
        syncFirst();
        assertThat(data.ledger()).hasSize(1);

        published.describe("kind: http-directory\nurl: " + published.server.folder()
                + "\nfiles:\n  - {name: pr.data.0.Current, feed: productivity}\n");
        sync();

        assertThat(published.newRequests()).containsExactly("");
        assertThat(published.table()).containsExactly("1.500", "2.250");
        assertThat(published.rows("productivity_footnote")).isZero();
    }

    @Test
    void whatWasRolledBackStaysSoUntilTheFileChanges() {
        syncFirst();
        published.put(VALUES, THREE_VALUES);
        sync();
        data.rollback("productivity", "all");
        assertThat(published.table()).containsExactly("1.500", "2.250");

        sync();
        assertThat(published.table()).containsExactly("1.500", "2.250");

        published.put(VALUES, values("4"));
        sync();
        assertThat(published.table()).containsExactly("4.000");
    }

    @Test
    void maintenanceLeavesTheCopies() {
        syncFirst();
        List<Long> staged = published.stagedSizes();

        data.maintain(Duration.ZERO);

        assertThat(published.stagedSizes()).isEqualTo(staged);
        sync();
        assertThat(published.newRequests()).containsExactly("");
    }
}
