package dev.daybook.jobs.legacyimport;

import static dev.daybook.testing.Visits.file;
import static dev.daybook.testing.Visits.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.demo.ExpectedResult;
import dev.daybook.failure.DaybookException;
import dev.daybook.ops.ExecutionView;
import dev.daybook.table.CommitRecord;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.OnBothDatabases;
import dev.daybook.testing.Samples;
import dev.daybook.testing.TestDatabase;
import dev.daybook.testing.TestFeeds;
import dev.daybook.testing.Visits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** A changed file under the same name, the same rows under several names, and undoing either. */
@OnBothDatabases
class SupersedeTests {

    private static final String JANUARY = "05/01/20";
    private static final String FEBRUARY = "05/02/20";
    private static final String MARCH = "05/03/20";

    @Parameter
    private TestDatabase database;

    @TempDir
    private Path folder;

    private DataFolder data;

    @BeforeEach
    void emptyFolder() {
        data = new DataFolder(folder.resolve("data"), database, Map.of("DAYBOOK_FEEDS", feeds()));
    }

    private String feeds() {
        return TestFeeds.keepingRepeats(folder.resolve("feeds")).toString();
    }

    private ExecutionView load(String key, String... rows) {
        return data.load(file(folder.resolve(key + ".csv"), rows), "key", key);
    }

    private ExecutionView loadKept(String key, String... rows) {
        return data.load(file(folder.resolve(key + ".csv"), rows), "key", key, "feed", "kept-visits");
    }

    private List<String> kept() {
        return data.query("select customer_name || ' ' || source from kept_visits order by all");
    }

    private static String in(String customer, String key) {
        return customer + " legacy-visits/" + key;
    }

    private static String keptIn(String customer, String key) {
        return customer + " kept-visits/" + key;
    }

    @Test
    void aChangedFileReplacesTheOneBeforeAndTheOldOneComesBack() {
        ExpectedResult north = new ExpectedResult(data.settings(), Samples.expected("legacy-visits-north/north"));
        ExpectedResult corrected =
                new ExpectedResult(data.settings(), Samples.expected("legacy-visits-north/north-corrected"));
        String source = "legacy-visits/LegacyNorth.csv";

        assertThat(north.differences(data.load(Samples.north()), source)).isEmpty();
        assertThat(corrected.differences(data.load(Samples.northCorrected()), source))
                .isEmpty();
        assertThat(data.ledger()).containsExactly("LegacyNorth.csv|0|SUPERSEDED", "LegacyNorth.csv|1|LOADED");

        assertThat(north.differences(data.load(Samples.north()), source)).isEmpty();
        assertThat(data.ledger())
                .containsExactly(
                        "LegacyNorth.csv|0|SUPERSEDED", "LegacyNorth.csv|1|SUPERSEDED", "LegacyNorth.csv|2|LOADED");
        assertThat(data.load(Samples.north()).status()).isEqualTo("DUPLICATE");
    }

    @Test
    void rowsOnlyInTheOldAreGoneAndRowsInBothStayOnce() {
        load("a", row(JANUARY, "Old"), row(JANUARY, "Both"), row(FEBRUARY, "Old too"), row(FEBRUARY, "Both too"));
        ExecutionView run = load("a", row(JANUARY, "Both"), row(FEBRUARY, "Both too"), row(JANUARY, "New"));
        assertThat(run.read()).isEqualTo(3);
        assertThat(run.written()).isEqualTo(3);
        assertThat(data.customers()).containsExactly(in("Both", "a"), in("Both too", "a"), in("New", "a"));
    }

    @Test
    void aPartitionWithoutRowsAnyMoreIsEmptyAndAPartitionOfOthersIsNotTouched() {
        load("other", row(MARCH, "Other"));
        load("a", row(JANUARY, "First"), row(FEBRUARY, "Second"));
        load("a", row(FEBRUARY, "Second"));
        assertThat(data.customers()).containsExactly(in("Other", "other"), in("Second", "a"));
        assertThat(data.generations())
                .extracting(CommitRecord::partition, CommitRecord::generation, CommitRecord::rows)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("2020-01", 2, 0L),
                        org.assertj.core.groups.Tuple.tuple("2020-02", 2, 1L),
                        org.assertj.core.groups.Tuple.tuple("2020-03", 1, 1L));
    }

    @Test
    void aShorterVersionLeavesNoFileOfTheLongerOneInItsGeneration() {
        load("a", row(JANUARY, "First"), row(JANUARY, "Second"), row(JANUARY, "Third"));
        load("a", row(JANUARY, "First"));
        CommitRecord current = data.generations().get(0);
        assertThat(current.files())
                .singleElement()
                .satisfies(f -> assertThat(f.rows()).isEqualTo(1));
        assertThat(Path.of(current.location().substring("file:".length()))
                        .toFile()
                        .list())
                .containsExactly("part-00000.zstd.parquet");
    }

    @Test
    void rowsSharedWithASupersededFileStayFromTheOther() {
        load("a", row(JANUARY, "Shared"), row(JANUARY, "Only A"), row(FEBRUARY, "Shared too"));
        ExecutionView b = load("b", row(JANUARY, "Shared"), row(FEBRUARY, "Shared too"), row(FEBRUARY, "Only B"));
        assertThat(b.duplicate()).isEqualTo(2);
        assertThat(data.customers())
                .containsExactly(in("Only A", "a"), in("Only B", "b"), in("Shared", "a"), in("Shared too", "a"));

        load("a", row(JANUARY, "Only A"));

        assertThat(data.customers())
                .containsExactly(in("Only A", "a"), in("Only B", "b"), in("Shared", "b"), in("Shared too", "b"));
    }

    @Test
    void rowsOfAFileReadAgainStayInPartitionsThatAreNewToTheSupersedingFile() {
        load("a", row(JANUARY, "Shared"));
        load("b", row(JANUARY, "Shared"), row(FEBRUARY, "Only B"));

        load("a", row(FEBRUARY, "Only A"));

        assertThat(data.customers()).containsExactly(in("Only A", "a"), in("Only B", "b"), in("Shared", "b"));
    }

    @Test
    void sharedRowsAreReadAgainFromWhereTheOtherFileIsKept() throws Exception {
        load("a", row(JANUARY, "Shared"));
        load("b", row(JANUARY, "Shared"));
        Files.delete(folder.resolve("b.csv"));
        load("a", row(JANUARY, "Only A"));
        assertThat(data.customers()).containsExactly(in("Only A", "a"), in("Shared", "b"));
    }

    @Test
    void aFileReadAgainIsStillCalledAsItWasDelivered() {
        String feed = TestFeeds.legacyVisits(
                        "formats: [dd/MM/yyyy, dd/MM/yy]",
                        "formats: [dd/MM]\n    year: {fileName: ['^visits(20\\d\\d)']}")
                .replace("feed: legacy-visits", "feed: visits-of-a-year");
        Visits.text(folder.resolve("feeds/visits-of-a-year.yaml"), feed);
        loadYear("a", row("05/01", "Shared"));
        loadYear("b", row("05/01", "Shared"));

        ExecutionView run = loadYear("a", row("05/01", "Only A"));

        assertThat(run.status()).as(run.message()).isEqualTo("COMPLETED");
        assertThat(data.query("select customer_name, source, visit_date from visits order by all"))
                .containsExactly("Only A|visits-of-a-year/a|2020-01-05", "Shared|visits-of-a-year/b|2020-01-05");
    }

    private ExecutionView loadYear(String key, String... rows) {
        return data.load(
                file(folder.resolve("visits2020" + key + ".csv"), rows), "key", key, "feed", "visits-of-a-year");
    }

    @Test
    void aKeptCopyThatHasChangedIsNotReadAgain() throws Exception {
        load("a", row(JANUARY, "Shared"));
        load("b", row(JANUARY, "Shared"));
        String kept = data.records("select processed_uri from ledger where source_key = 'b'")
                .get(0);
        file(Path.of(kept.substring("file:".length())), row(JANUARY, "Forged"));

        ExecutionView run = load("a", row(JANUARY, "Only A"));

        assertThat(run.status()).isEqualTo("FAILED");
        assertThat(run.message()).contains(kept).contains("has changed");
        assertThat(data.customers()).containsExactly(in("Shared", "a"));
    }

    @Test
    void sharedRowsComeAndGoWithTheLastFileThatHasThem() {
        load("a", row(JANUARY, "Shared"), row(JANUARY, "Only A"));
        load("b", row(JANUARY, "Shared"), row(JANUARY, "Only B"));
        load("c", row(JANUARY, "Shared"), row(JANUARY, "Only C"));
        load("a", row(JANUARY, "Only A"));
        assertThat(data.customers()).contains(in("Shared", "b")).hasSize(4);
        load("b", row(JANUARY, "Only B"));
        assertThat(data.customers()).contains(in("Shared", "c")).hasSize(4);
        load("c", row(JANUARY, "Only C"));
        assertThat(data.customers()).containsExactly(in("Only A", "a"), in("Only B", "b"), in("Only C", "c"));
    }

    @Test
    void aRowAReplacedVersionLeftOutDoesNotComeBackWhenTheOtherFileLosesIt() {
        load("a", row(JANUARY, "Shared"));
        load("b", row(JANUARY, "Shared"), row(FEBRUARY, "Only B"));
        load("b", row(FEBRUARY, "Only B"));
        load("a", row(MARCH, "Only A"));
        assertThat(data.customers()).containsExactly(in("Only A", "a"), in("Only B", "b"));
    }

    @Test
    void repeatedRowsOfAKeepingFeedStayAsOftenAsTheFileWithMostOfThemHasThem() {
        String x = row(JANUARY, "Repeated");
        loadKept("a", x, x, x);
        ExecutionView b = loadKept("b", x, x);
        assertThat(b.duplicate()).isEqualTo(2);
        assertThat(kept()).containsExactly(keptIn("Repeated", "a"), keptIn("Repeated", "a"), keptIn("Repeated", "a"));

        loadKept("a", x);

        assertThat(kept()).containsExactly(keptIn("Repeated", "a"), keptIn("Repeated", "b"));
        loadKept("a", row(JANUARY, "Other"));
        assertThat(kept()).containsExactly(keptIn("Other", "a"), keptIn("Repeated", "b"), keptIn("Repeated", "b"));
    }

    @Test
    void rowsOfAReplacedVersionDoNotComeBackWithTheRowsItHadLeftOut() {
        load("a", row(JANUARY, "Shared"), row(JANUARY, "Only A"));
        load("b", row(JANUARY, "Shared"), row(FEBRUARY, "Only B"));
        load("b", row(FEBRUARY, "Only B"));
        load("a", row(JANUARY, "Only A"));
        assertThat(data.customers()).containsExactly(in("Only A", "a"), in("Only B", "b"));
    }

    @Test
    void aRollbackElsewhereDoesNotKeepAnInputFromBeingReadAgain() {
        load("a", row(JANUARY, "Shared"), row(FEBRUARY, "Shared too"));
        load("b", row(JANUARY, "Shared"), row(FEBRUARY, "Shared too"));
        data.rollback("visits", "2020-02");
        load("a", row(JANUARY, "Other"));
        assertThat(data.customers()).contains(in("Other", "a"), in("Shared", "b"));
    }

    @Test
    void repeatedRowsOfAKeepingFeedOutliveTheNextFile() {
        String x = row(JANUARY, "Repeated");
        loadKept("a", x);
        loadKept("b", x, x);
        loadKept("c", row(JANUARY, "Other"));
        assertThat(kept()).containsExactly(keptIn("Other", "c"), keptIn("Repeated", "a"), keptIn("Repeated", "b"));
    }

    @Test
    void aPartitionEmptiedByAChangedFileIsRolledBackToItsRows() {
        load("a", row(JANUARY, "First"), row(MARCH, "Gone"));
        load("a", row(JANUARY, "First"));
        assertThat(data.customers()).containsExactly(in("First", "a"));
        data.rollback("visits", "2020-03");
        assertThat(data.customers()).containsExactly(in("First", "a"), in("Gone", "a"));
    }

    @Test
    void repeatedRowsOfAKeepingFeedHaveIdsOfTheirOwnThatDoNotDependOnTheOrderOfLoads() {
        String x = row(JANUARY, "Repeated");
        loadKept("a", x, x, x);
        loadKept("b", x, x);
        String ids = "select visit_id from kept_visits order by 1";
        List<String> ab = data.query(ids);
        DataFolder other = new DataFolder(folder.resolve("other"), database, Map.of("DAYBOOK_FEEDS", feeds()));
        other.load(file(folder.resolve("b.csv"), x, x), "key", "b", "feed", "kept-visits");
        other.load(file(folder.resolve("a.csv"), x, x, x), "key", "a", "feed", "kept-visits");
        assertThat(ab).hasSize(3).doesNotHaveDuplicates().isEqualTo(other.query(ids));
    }

    @Test
    void twoFilesInEitherOrderGiveTheSameRows() {
        String[] a = {row(JANUARY, "Shared"), row(JANUARY, "Only A"), row(FEBRUARY, "Shared too")};
        String[] b = {row(FEBRUARY, "Shared too"), row(JANUARY, "Shared"), row(MARCH, "Only B")};
        load("a", a);
        load("b", b);
        DataFolder other = new DataFolder(folder.resolve("other"), database);
        other.load(file(folder.resolve("b.csv"), b), "key", "b");
        other.load(file(folder.resolve("a.csv"), a), "key", "a");
        String rows = "select * exclude (source) from visits order by all";
        assertThat(data.query(rows)).hasSize(4).isEqualTo(other.query(rows));
    }

    @Test
    void theSameContentUnderAnotherNameIsRecordedAndOutlivesTheFirst() {
        load("a", row(JANUARY, "Shared"), row(FEBRUARY, "Shared too"));
        ExecutionView b = load("b", row(JANUARY, "Shared"), row(FEBRUARY, "Shared too"));
        assertThat(b.status()).isEqualTo("COMPLETED");
        assertThat(b.read()).isEqualTo(2);
        assertThat(b.duplicate()).isEqualTo(2);
        assertThat(data.ledger()).containsExactly("a|0|LOADED", "b|0|DUPLICATE_CONTENT");
        assertThat(load("b", row(JANUARY, "Shared"), row(FEBRUARY, "Shared too"))
                        .status())
                .isEqualTo("DUPLICATE");

        load("a", row(MARCH, "Only A"));

        assertThat(data.customers()).containsExactly(in("Only A", "a"), in("Shared", "b"), in("Shared too", "b"));
    }

    @Test
    void rollbackUndoesALoadWhichMayBeLoadedAgain() {
        load("a", row(JANUARY, "Old"));
        ExecutionView second = load("a", row(JANUARY, "New"));

        var result = data.rollback("visits", "2020-01");

        assertThat(result.restored()).isEqualTo(1);
        assertThat(result.withdrawn()).isEqualTo(1);
        assertThat(result.generation().generation()).isEqualTo(3);
        assertThat(data.customers()).containsExactly(in("Old", "a"));
        assertThat(data.show(second.id()).load()).isEqualTo("WITHDRAWN");
        ExecutionView again = load("a", row(JANUARY, "New"));
        assertThat(again.status()).isEqualTo("COMPLETED");
        assertThat(again.written()).isEqualTo(1);
        assertThat(data.customers()).containsExactly(in("New", "a"));
        assertThat(data.generations())
                .singleElement()
                .satisfies(g -> assertThat(g.generation()).isEqualTo(4));
    }

    @Test
    void rollbackOfTheFirstLoadLeavesThePartitionEmptyAndItMayBeLoadedAgain() {
        load("a", row(JANUARY, "Only"));
        var result = data.rollback("visits", "2020-01");
        assertThat(result.restored()).isZero();
        assertThat(data.customers()).isEmpty();
        assertThat(data.ledger()).containsExactly("a|0|WITHDRAWN");
        assertThatThrownBy(() -> data.rollback("visits", "2020-01"))
                .isInstanceOf(DaybookException.class)
                .hasMessageContaining("is empty: there is nothing to roll back");

        assertThat(load("a", row(JANUARY, "Only")).status()).isEqualTo("COMPLETED");
        assertThat(data.customers()).containsExactly(in("Only", "a"));
    }

    @Test
    void rollbackTwiceGoesBackTwice() {
        load("a", row(JANUARY, "First"));
        load("a", row(JANUARY, "Second"));
        load("a", row(JANUARY, "Third"));
        assertThat(data.rollback("visits", "2020-01").restored()).isEqualTo(2);
        assertThat(data.customers()).containsExactly(in("Second", "a"));
        assertThat(data.rollback("visits", "2020-01").restored()).isEqualTo(1);
        assertThat(data.customers()).containsExactly(in("First", "a"));
        assertThat(data.rollback("visits", "2020-01").restored()).isZero();
        assertThat(data.customers()).isEmpty();
    }

    @Test
    void rollbackLeavesRowsOfOtherFilesThatWereThereBefore() {
        load("a", row(JANUARY, "Only A"));
        load("b", row(JANUARY, "Only B"));
        data.rollback("visits", "2020-01");
        assertThat(data.customers()).containsExactly(in("Only A", "a"));
        assertThat(data.ledger()).containsExactly("a|0|LOADED", "b|0|WITHDRAWN");
        assertThat(load("a", row(JANUARY, "Only A")).status()).isEqualTo("DUPLICATE");
    }

    @Test
    void rowsLeftOutOfAWithdrawnLoadsPartitionsAreNotForgotten() {
        load("b", row(JANUARY, "Shared"));
        load("a", row(JANUARY, "Shared"), row(JANUARY, "Only A"));
        load("a", row(JANUARY, "New A"));
        data.rollback("visits", "2020-01");
        assertThat(data.customers()).containsExactly(in("Only A", "a"), in("Shared", "b"));

        load("b", row(JANUARY, "New B"));

        assertThat(data.customers()).containsExactly(in("New B", "b"), in("Only A", "a"), in("Shared", "a"));
    }

    @Test
    void filesOfAnEarlierStateThatAreGoneAreNotRolledBackTo() {
        load("a", row(JANUARY, "First"));
        load("a", row(JANUARY, "Second"));
        data.maintain(java.time.Duration.ZERO);
        SortedMap<String, String> before = data.files();
        assertThatThrownBy(() -> data.rollback("visits", "2020-01"))
                .isInstanceOf(DaybookException.class)
                .hasMessageContaining("the files of generation 1 of visit_month=2020-01 are gone");
        assertThat(data.files()).isEqualTo(before);
        assertThat(data.customers()).containsExactly(in("Second", "a"));
    }

    @Test
    void anUnknownPartitionIsNotRolledBack() {
        load("a", row(JANUARY, "First"));
        assertThatThrownBy(() -> data.rollback("visits", "1999-01"))
                .isInstanceOf(DaybookException.class)
                .hasMessage("table visits has no partition 1999-01: see `daybook tables`");
    }

    @Test
    void filesWithTheSameNameInTwoFoldersAreTwoVersionsUnlessTheyHaveKeys() {
        data.load(file(folder.resolve("one/x.csv"), row(JANUARY, "One")));
        data.load(file(folder.resolve("two/x.csv"), row(JANUARY, "Two")));
        assertThat(data.customers()).containsExactly(in("Two", "x.csv"));
        data.load(Visits.file(folder.resolve("one/x.csv"), row(JANUARY, "One")), "key", "one");
        assertThat(data.customers()).containsExactly(in("One", "one"), in("Two", "x.csv"));
    }
}
