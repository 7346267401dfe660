package dev.daybook.jobs.legacyimport;

import static dev.daybook.testing.Visits.file;
import static dev.daybook.testing.Visits.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.failure.Failpoints;
import dev.daybook.ops.ExecutionView;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.DaybookProcess;
import dev.daybook.testing.Leftovers;
import dev.daybook.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Loads that died half way, and what happened to the table before they went on. {@link CrashTests} has the borders. */
@ParameterizedClass
@EnumSource(
        value = TestDatabase.class,
        names = {"H2_SERVER", "POSTGRESQL"})
class RestartTests {

    private static final String JANUARY = "05/01/20";
    private static final String FEBRUARY = "05/02/20";
    private static final String MARCH = "05/03/20";

    /** All partitions are built, none is decided. */
    private static final String STAGED = "partition-built:1";

    /** The first partition is decided, the others are not. */
    private static final String HALF_PUBLISHED = "decided:1";

    @Parameter
    private TestDatabase database;

    @TempDir
    private Path folder;

    private DataFolder data;

    @BeforeEach
    void emptyFolder() {
        data = new DataFolder(folder.resolve("data"), database);
    }

    private Path path(String key) {
        return folder.resolve(key + ".csv");
    }

    private ExecutionView load(String key, String... rows) {
        return data.load(file(path(key), rows), "key", key);
    }

    private void loadAndDie(String failpoint, String key, String... rows) {
        DaybookProcess.Ended ended = new DaybookProcess(folder)
                .with(data.environment())
                .with(Failpoints.VARIABLE, failpoint)
                .run(
                        "run",
                        "legacy-import",
                        "file=" + file(path(key), rows),
                        "key=" + key,
                        "--data",
                        data.folder().toString());
        assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(Failpoints.KILLED);
    }

    private void assertTidy() {
        data.maintain(Duration.ZERO);
        assertThat(Leftovers.of(data)).isEmpty();
        assertThat(data.executions()).noneMatch(run -> run.status().equals("STARTED"));
    }

    private static String in(String customer, String key) {
        return customer + " legacy-visits/" + key;
    }

    @Test
    void aHalfPublishedLoadIsFinished() {
        loadAndDie(HALF_PUBLISHED, "a", row(JANUARY, "First"), row(FEBRUARY, "Second"), row(MARCH, "Third"));
        ExecutionView run = load("a", row(JANUARY, "First"), row(FEBRUARY, "Second"), row(MARCH, "Third"));
        assertThat(run.status()).isEqualTo("COMPLETED");
        assertThat(run.read()).isEqualTo(3);
        assertThat(run.written()).isEqualTo(3);
        assertThat(data.customers()).containsExactly(in("First", "a"), in("Second", "a"), in("Third", "a"));
        assertThat(data.executions()).extracting(ExecutionView::status).containsExactly("COMPLETED", "FAILED");
        assertThat(data.ledger()).containsExactly("a|0|LOADED");
        assertTidy();
    }

    @Test
    void anUnfinishedDecisionIsCarriedOutByMaintenance() {
        loadAndDie(HALF_PUBLISHED, "a", row(JANUARY, "First"), row(FEBRUARY, "Second"));
        assertThat(data.customers()).isEmpty();
        assertThat(data.planMaintenance(Duration.ZERO))
                .singleElement()
                .satisfies(action -> assertThat(action.what()).isEqualTo("make current"));
        data.maintain(Duration.ZERO);
        assertThat(data.customers()).containsExactly(in("First", "a"));
        assertThat(data.maintain(Duration.ZERO)).isEmpty();
        load("a", row(JANUARY, "First"), row(FEBRUARY, "Second"));
        assertThat(data.customers()).containsExactly(in("First", "a"), in("Second", "a"));
    }

    @Test
    void aChangedFileIsANewLoadAndOfTheHalfDoneOneNothingStays() {
        loadAndDie(HALF_PUBLISHED, "a", row(JANUARY, "Old"), row(FEBRUARY, "Old too"));
        ExecutionView run = load("a", row(FEBRUARY, "New"), row(MARCH, "New too"));
        assertThat(run.read()).isEqualTo(2);
        assertThat(data.customers()).containsExactly(in("New", "a"), in("New too", "a"));
        assertThat(data.ledger()).containsExactly("a|0|SUPERSEDED", "a|1|LOADED");
        assertTidy();
        assertThat(data.customers()).containsExactly(in("New", "a"), in("New too", "a"));
    }

    @Test
    void aReplacedHalfDoneLoadComesBackAsAWhole() {
        String[] old = {row(JANUARY, "Old"), row(FEBRUARY, "Old too")};
        loadAndDie(HALF_PUBLISHED, "a", old);
        load("a", row(JANUARY, "New"), row(FEBRUARY, "New too"));
        assertThat(load("a", old).status()).isEqualTo("COMPLETED");
        assertThat(data.customers()).containsExactly(in("Old", "a"), in("Old too", "a"));
        assertTidy();
    }

    @Test
    void theVersionBeforeAHalfDoneOneIsNoDuplicateAndComesBackAsAWhole() {
        String[] old = {row(JANUARY, "Old"), row(FEBRUARY, "Old too")};
        load("a", old);
        loadAndDie(HALF_PUBLISHED, "a", row(JANUARY, "New"), row(FEBRUARY, "New too"));
        assertThat(load("a", old).status()).isEqualTo("COMPLETED");
        assertThat(data.customers()).containsExactly(in("Old", "a"), in("Old too", "a"));
        assertThat(load("a", old).status()).isEqualTo("DUPLICATE");
        assertTidy();
    }

    @Test
    void theVersionBeforeOneThatPublishedNothingIsADuplicate() {
        load("a", row(JANUARY, "Old"));
        loadAndDie(STAGED, "a", row(JANUARY, "New"));
        assertThat(load("a", row(JANUARY, "Old")).status()).isEqualTo("DUPLICATE");
        assertThat(load("a", row(JANUARY, "New")).status()).isEqualTo("COMPLETED");
        assertThat(data.customers()).containsExactly(in("New", "a"));
    }

    @Test
    void rowsSharedWithAFileLoadedWhileTheLoadLayDeadAreNotLost() {
        load("a", row(JANUARY, "Shared"), row(JANUARY, "Only A"));
        loadAndDie(STAGED, "a", row(JANUARY, "Only A"));
        load("b", row(JANUARY, "Shared"), row(JANUARY, "Only B"));
        load("a", row(JANUARY, "Only A"));
        assertThat(data.customers()).containsExactly(in("Only A", "a"), in("Only B", "b"), in("Shared", "b"));
        assertTidy();
    }

    @Test
    void rowsOfAFileReplacedWhileTheLoadLayDeadDoNotComeBack() {
        load("a", row(JANUARY, "Shared"), row(JANUARY, "Only A"));
        load("b", row(JANUARY, "Shared"), row(JANUARY, "Only B"));
        loadAndDie(STAGED, "a", row(JANUARY, "Only A"));
        load("b", row(JANUARY, "New B"));
        load("a", row(JANUARY, "Only A"));
        assertThat(data.customers()).containsExactly(in("New B", "b"), in("Only A", "a"));
        assertTidy();
    }

    @Test
    void rowsLeftOutOfAHalfDoneLoadAreNotLost() {
        load("a", row(JANUARY, "Shared"), row(JANUARY, "Only A"));
        loadAndDie(HALF_PUBLISHED, "b", row(JANUARY, "Shared"), row(FEBRUARY, "Only B"));
        load("a", row(JANUARY, "Only A"));
        load("b", row(JANUARY, "Shared"), row(FEBRUARY, "Only B"));
        assertThat(data.customers()).containsExactly(in("Only A", "a"), in("Only B", "b"), in("Shared", "b"));
        assertTidy();
    }

    @Test
    void aHalfDoneLoadThatWasRolledBackIsLoadedAsAWhole() {
        loadAndDie(HALF_PUBLISHED, "a", row(JANUARY, "First"), row(FEBRUARY, "Second"));
        data.rollback("visits", "2020-01");
        assertThat(data.ledger()).containsExactly("a|0|WITHDRAWN");
        load("a", row(JANUARY, "First"), row(FEBRUARY, "Second"));
        assertThat(data.customers()).containsExactly(in("First", "a"), in("Second", "a"));
        assertTidy();
    }

    @Test
    void aLoadGoesOnFromWhereItsFileNowLies() throws IOException {
        loadAndDie(HALF_PUBLISHED, "a", row(JANUARY, "First"), row(FEBRUARY, "Second"));
        Path moved = Files.move(path("a"), folder.resolve("moved.csv"));
        ExecutionView run = data.load(moved, "key", "a");
        assertThat(run.status()).isEqualTo("COMPLETED");
        assertThat(data.customers()).containsExactly(in("First", "a"), in("Second", "a"));
        assertThat(data.ledger()).containsExactly("a|0|LOADED");
    }

    @Test
    void unfinishedWritesAreNotRemovedWhileAnotherProcessMayStillWriteThem() throws IOException {
        load("a", row(JANUARY, "First"));
        Path unfinished = data.folder().resolve("lake/visits/visit_month=2020-01/g000002-99-99/.daybook-x.unfinished");
        Files.createDirectories(unfinished.getParent());
        Files.createFile(unfinished);
        Path elsewhere = Files.createFile(data.folder().resolve("lake/_daybook/visits/.daybook-y.unfinished"));
        data.planMaintenance(Duration.ZERO);
        assertThat(unfinished).exists();
        data.maintain(Duration.ofHours(24));
        assertThat(unfinished.getParent()).doesNotExist();
        assertThat(elsewhere).exists();
        data.maintain(Duration.ZERO);
        assertThat(elsewhere).doesNotExist();
    }
}
