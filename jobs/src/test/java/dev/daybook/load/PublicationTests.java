package dev.daybook.load;

import static dev.daybook.testing.Visits.file;
import static dev.daybook.testing.Visits.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import dev.daybook.ops.ExecutionView;
import dev.daybook.store.Location;
import dev.daybook.table.CommitRecord;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.Leftovers;
import dev.daybook.testing.OnBothDatabases;
import dev.daybook.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What readers see while loads publish, and what maintenance may take away. */
@OnBothDatabases
class PublicationTests {

    private static final String JANUARY = "05/01/20";
    private static final String FEBRUARY = "05/02/20";
    private static final int SUPERSEDES = 50;
    private static final int ROWS = 40;

    @Parameter
    private TestDatabase database;

    @TempDir
    private Path folder;

    private DataFolder data;

    @BeforeEach
    void emptyFolder() {
        data = new DataFolder(folder.resolve("data"), database);
    }

    private ExecutionView load(String key, String... rows) {
        return data.load(file(folder.resolve(key + ".csv"), rows), "key", key);
    }

    private Path place(String location) {
        return Path.of(location.substring("file:".length()));
    }

    /** Version {@code k} has {@code ROWS + k} rows, all of which name it. */
    private ExecutionView loadVersion(int k) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < ROWS + k; i++) {
            rows.add(row(JANUARY, k + "-" + i));
        }
        return load("a", rows.toArray(String[]::new));
    }

    @Test
    void aReaderSeesWholeStatesOnlyAndNeverAnEarlierOneAgain() {
        loadVersion(0);
        AtomicBoolean isDone = new AtomicBoolean();
        CompletableFuture<List<String>> reader = CompletableFuture.supplyAsync(() -> {
            List<String> states = new ArrayList<>();
            while (!isDone.get()) {
                states.addAll(data.query("select split_part(min(customer_name), '-', 1)::int,"
                        + " split_part(max(customer_name), '-', 1)::int, count(*) from visits"));
            }
            return states;
        });
        for (int k = 1; k <= SUPERSEDES; k++) {
            assertThat(loadVersion(k).status()).isEqualTo("COMPLETED");
        }
        isDone.set(true);
        List<String> states = reader.join();

        List<Integer> versions = new ArrayList<>();
        for (String state : states) {
            int version = Integer.parseInt(state.substring(0, state.indexOf('|')));
            assertThat(state).isEqualTo(version + "|" + version + "|" + (ROWS + version));
            versions.add(version);
        }
        assertThat(versions).isSorted().hasSizeGreaterThan(SUPERSEDES / 2);
        assertThat(new TreeSet<>(versions)).hasSizeGreaterThan(SUPERSEDES / 5);
        assertThat(data.generations())
                .singleElement()
                .satisfies(g -> assertThat(g.generation()).isEqualTo(SUPERSEDES + 1));
    }

    @Test
    void maintenanceTellsWhatItWouldDoAndThenDoesThat() {
        load("a", row(JANUARY, "First"));
        load("a", row(JANUARY, "Second"));
        SortedMap<String, String> before = data.files();

        List<Maintenance.Action> planned = data.planMaintenance(Duration.ZERO);

        assertThat(planned)
                .singleElement()
                .satisfies(action -> assertThat(action.what()).isEqualTo("remove old generation"))
                .satisfies(
                        action -> assertThat(action.place()).endsWith("lake/visits/visit_month=2020-01/g000001-1-1"));
        assertThat(data.files()).isEqualTo(before);
        assertThat(data.maintain(Duration.ZERO)).isEqualTo(planned);
        assertThat(place(planned.get(0).place())).doesNotExist();
        assertThat(Leftovers.of(data)).isEmpty();
        assertThat(data.customers()).containsExactly("Second legacy-visits/a");
        assertThat(data.maintain(Duration.ZERO)).isEmpty();
    }

    @Test
    void anOldGenerationStaysForAsLongAsAReaderMayNeedIt() {
        load("a", row(JANUARY, "First"));
        load("a", row(JANUARY, "Second"));
        SortedMap<String, String> before = data.files();
        assertThat(data.maintain(Duration.ofHours(24))).isEmpty();
        assertThat(data.files()).isEqualTo(before);

        data.update("update publication set decided_at = decided_at - interval '25' hour");
        assertThat(data.maintain(Duration.ofHours(24)))
                .as("what readers are shown counts, not when it was decided")
                .isEmpty();
        data.update("update publication set projected_at = projected_at - interval '25' hour");

        assertThat(data.maintain(Duration.ofHours(24))).hasSize(1);
        assertThat(data.customers()).containsExactly("Second legacy-visits/a");
    }

    @Test
    void filesARollbackHasBroughtBackAreNeverRemoved() {
        load("a", row(JANUARY, "First"));
        load("a", row(JANUARY, "Second"));
        load("b", row(FEBRUARY, "Other"));
        data.rollback("visits", "2020-01");

        List<Maintenance.Action> actions = data.maintain(Duration.ZERO);

        assertThat(actions)
                .singleElement()
                .satisfies(action -> assertThat(action.place()).endsWith("g000002-2-2"));
        assertThat(data.customers()).containsExactly("First legacy-visits/a", "Other legacy-visits/b");
        load("a", row(JANUARY, "Third"));
        assertThat(data.maintain(Duration.ZERO))
                .singleElement()
                .satisfies(action -> assertThat(action.place()).endsWith("g000001-1-1"));
        assertThat(data.customers()).containsExactly("Other legacy-visits/b", "Third legacy-visits/a");
    }

    @Test
    void maintenanceLeavesWhatALoadThatMayGoOnHasStaged() throws IOException {
        load("a", row(JANUARY, "First"));
        data.update("update ledger set status = 'LOADING'");
        Path staged = data.folder().resolve("staging/legacy-visits/load-1/rows/segment-000000.rows");
        Path built = data.folder().resolve("lake/visits/visit_month=2020-01/g000002-1-1/part-00000.zstd.parquet");
        Path ended = data.folder().resolve("staging/legacy-visits/load-77/rows/segment-000000.rows");
        for (Path file : List.of(staged, built, ended)) {
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
        data.maintain(Duration.ZERO);
        assertThat(staged).exists();
        assertThat(built).exists();
        assertThat(ended).doesNotExist();

        data.update("update ledger set status = 'SUPERSEDED'");
        data.maintain(Duration.ZERO);
        assertThat(staged).doesNotExist();
        assertThat(built).doesNotExist();
        assertThat(data.customers()).containsExactly("First legacy-visits/a");
    }

    /** An empty one takes its place. */
    private void loseDatabase() throws IOException {
        if (database == TestDatabase.H2) {
            try (Stream<Path> files = Files.walk(data.folder().resolve("db"))) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
        data = new DataFolder(data.folder(), database);
        assertThat(data.ledger()).isEmpty();
    }

    @Test
    void aLostDatabaseIsRebuiltFromTheLakeAndGenerationsGoOn() throws IOException {
        load("a", row(JANUARY, "First"), row(FEBRUARY, "Second"));
        load("b", row(JANUARY, "Other"));
        load("a", row(JANUARY, "First"), row(FEBRUARY, "Changed"));
        List<CommitRecord> before = data.generations();
        loseDatabase();

        assertThat(data.rebuild()).isEqualTo(5);
        assertThat(data.rebuild()).isZero();
        assertThat(data.generations()).isEqualTo(before);
        assertThat(data.records("select count(*) from publication where projected_at is null"))
                .containsExactly("0");

        ExecutionView again = load("a", row(JANUARY, "Again"), row(FEBRUARY, "Again too"));
        assertThat(again.status()).isEqualTo("COMPLETED");
        assertThat(again.written()).isEqualTo(2);
        assertThat(data.customers())
                .containsExactly("Again legacy-visits/a", "Again too legacy-visits/a", "Other legacy-visits/b");
        assertThat(data.generations()).extracting(CommitRecord::generation).containsExactly(4, 3);
        assertThat(data.generations()).extracting(CommitRecord::cause).containsOnly("load-4");
        assertThat(data.load(file(folder.resolve("c.csv"), row(FEBRUARY, "New")), "key", "c")
                        .status())
                .isEqualTo("COMPLETED");
        data.maintain(Duration.ZERO);
        assertThat(Leftovers.of(data)).isEmpty();
    }

    @Test
    void aLoadIsRefusedWhenTheDatabaseWasLostSoThatNothingIsWrittenOver() throws IOException {
        load("a", row(JANUARY, "First"));
        load("a", row(JANUARY, "Second"));
        SortedMap<String, String> before = data.files();
        loseDatabase();
        assertThatThrownBy(() -> load("a", row(JANUARY, "Third")))
                .isInstanceOfSatisfying(
                        DaybookException.class, e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.REFUSED))
                .hasMessageContaining("visit_month=2020-01 of table visits is at generation 2 in the lake")
                .hasMessageContaining("daybook maintenance --rebuild");
        assertThat(data.files()).isEqualTo(before);
        assertThat(data.ledger()).isEmpty();
    }

    @Test
    void maintenanceIsRefusedWhenTheDatabaseWasLostSoThatNothingIsTakenForLeftovers() throws IOException {
        load("a", row(JANUARY, "First"), row(FEBRUARY, "Second"));
        SortedMap<String, String> before = data.files();
        loseDatabase();
        assertThatThrownBy(() -> data.maintain(Duration.ZERO))
                .isInstanceOf(DaybookException.class)
                .hasMessageContaining("daybook maintenance --rebuild");
        assertThat(data.files()).isEqualTo(before);
    }

    @Test
    void aDatabaseOlderThanTheLakeOverwritesNothing() {
        load("a", row(JANUARY, "First"));
        load("a", row(JANUARY, "Second"));
        data.update("delete from publication where generation = 2");
        data.update("delete from ledger_partition where load_id = 2");
        SortedMap<String, String> before = data.files();

        ExecutionView run = load("b", row(JANUARY, "Third"));

        assertThat(run.status()).isEqualTo("FAILED");
        assertThat(run.message()).contains("000002.json is published already", "daybook maintenance --rebuild");
        assertThat(data.files()).containsAllEntriesOf(before);
        assertThat(data.customers()).containsExactly("Second legacy-visits/a");
        assertThat(data.rebuild()).isEqualTo(1);
        assertThat(load("b", row(JANUARY, "Third")).status()).isEqualTo("COMPLETED");
        assertThat(data.customers()).containsExactly("Second legacy-visits/a", "Third legacy-visits/b");
    }

    @Test
    void onePartitionsLoadTouchesNoOther() throws IOException {
        load("a", row(JANUARY, "First"));
        load("b", row(FEBRUARY, "Second"));
        Path january = data.folder().resolve("lake/visits/visit_month=2020-01");
        Path neighbour = data.folder().resolve("lake/visits_unprocessed/visit_month=2020-01/part.parquet");
        Files.createDirectories(neighbour.getParent());
        Files.createFile(neighbour);
        List<String> before = names(january);
        load("b", row(FEBRUARY, "Third"));
        data.maintain(Duration.ZERO);
        assertThat(names(january)).isEqualTo(before);
        assertThat(neighbour).exists();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    @Test
    void theLakesFoldersHoldParquetFilesAndNothingElse() {
        load("a", row(JANUARY, "First"));
        assertThat(data.files().keySet().stream().filter(file -> file.startsWith("lake/visits/")))
                .containsExactly("lake/visits/visit_month=2020-01/g000001-1-1/part-00000.zstd.parquet");
        assertThat(data.generations())
                .singleElement()
                .satisfies(g -> assertThat(
                                Location.parse(g.location(), Path.of("/")).name())
                        .isEqualTo("g000001-1-1"));
    }
}
