package dev.daybook.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import dev.daybook.row.Column;
import dev.daybook.row.ColumnType;
import dev.daybook.row.RowBuffer;
import dev.daybook.row.TableSchema;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStores;
import dev.daybook.store.S3Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generations built from staged rows, read back by DuckDB. */
class PartitionLoaderTests {

    private static final String PARTITION = "2020-01";

    @TempDir
    private Path folder;

    private ObjectStores store;
    private TablePlaces places;
    private int loads;

    @BeforeEach
    void emptyLake() {
        store = new ObjectStores(new S3Settings(null, "eu-central-1", false));
        places = new TablePlaces(Location.of(folder.resolve("lake")), "names", "month");
    }

    private static TableSchema schema() {
        return new TableSchema(
                "names",
                List.of(
                        new Column("name_id", ColumnType.STRING, false),
                        new Column("name", ColumnType.STRING, false),
                        new Column("source", ColumnType.STRING, false)),
                "name_id");
    }

    /** One load of an input's rows, staged and ready to be built. */
    private final class Load {

        private final String cause;
        private final PartitionLoader loader;
        private final StagedPartition staged;

        Load(String source, boolean keepRepeats, String... names) {
            int number = ++loads;
            cause = "load-" + number;
            Segments segments = new Segments(store, Location.of(folder.resolve("staging/" + number)));
            RowBuffer rows = new RowBuffer(1 << 10);
            for (String name : names) {
                byte[] text = name.getBytes(StandardCharsets.UTF_8);
                rows.begin(0);
                rows.addText(text, 0, text.length);
                rows.end();
            }
            segments.write(0, Map.of(PARTITION, rows));
            staged = StagedPartition.of(segments, 1, Set.of()).get(0);
            loader = new PartitionLoader(
                    store,
                    new PartitionLoader.Spec(
                            schema(), places, List.of(source), keepRepeats, null, cause, String.valueOf(number)),
                    Location.of(folder.resolve("kept/" + number)));
        }

        PartitionLoader.Built on(CommitRecord current) {
            return loader.load(staged, current, Set.of(0));
        }
    }

    private List<String> rows(CommitRecord generation) {
        List<String> rows = new ArrayList<>();
        if (generation.files().isEmpty()) {
            return rows;
        }
        String file = generation.location().substring("file:".length()) + "/"
                + generation.files().get(0).name();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "select name || ' ' || source from read_parquet('" + file + "') order by all")) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void equalRowsOfAnInputAreOne() {
        PartitionLoader.Built built = new Load("a", false, "x", "y", "x").on(null);
        assertThat(rows(built.generation())).containsExactly("x a", "y a");
        assertThat(built.written()).isEqualTo(2);
        assertThat(built.duplicates()).isEqualTo(1);
        assertThat(built.generation().rowsBySource()).isEqualTo(Map.of("a", 2L));
        assertThat(built.generation().rows()).isEqualTo(2);
    }

    @Test
    void equalRowsOfAnInputThatKeepsThemStay() {
        CommitRecord a = new Load("a", true, "x", "x").on(null).generation();
        PartitionLoader.Built b = new Load("b", true, "x", "x", "x").on(a);
        assertThat(rows(b.generation())).containsExactly("x a", "x a", "x b");
        assertThat(b.written()).isEqualTo(1);
        assertThat(b.duplicates()).isEqualTo(2);
    }

    @Test
    void rowsOfTheReplacedInputGoAndThoseOfOthersStay() {
        CommitRecord a = new Load("a", false, "x", "y").on(null).generation();
        CommitRecord b = new Load("b", false, "z").on(a).generation();
        CommitRecord again = new Load("a", false, "y", "w").on(b).generation();
        assertThat(rows(again)).containsExactly("w a", "y a", "z b");
        assertThat(again.generation()).isEqualTo(3);
        assertThat(rows(b)).containsExactly("x a", "y a", "z b");
    }

    @Test
    void aPartitionThatLosesAllItsRowsHasNoFile() {
        CommitRecord a = new Load("a", false, "x").on(null).generation();
        CommitRecord empty = new Load("a", false).on(a).generation();
        assertThat(empty.files()).isEmpty();
        assertThat(empty.rows()).isZero();
        assertThat(empty.rowsBySource()).isEmpty();
        assertThat(rows(new Load("b", false, "y").on(empty).generation())).containsExactly("y b");
    }

    @Test
    void builtAgainTheFolderHoldsTheLatestAttemptAlone() {
        Load load = new Load("a", false, "x");
        CommitRecord first = load.on(null).generation();
        CommitRecord second = load.on(null).generation();
        assertThat(second.location()).isEqualTo(first.location());
        assertThat(Path.of(second.location().substring("file:".length()))
                        .toFile()
                        .list())
                .containsExactly("part-00000.zstd.parquet");
        assertThat(second.files()).isEqualTo(first.files());
    }

    @Test
    void aPublishedGenerationIsNeverBuiltOver() {
        CommitRecord published = new Load("a", false, "x").on(null).generation();
        new FileCatalog(store, places.lake()).project(published);
        loads = 0;
        assertThatThrownBy(() -> new Load("a", false, "y").on(null))
                .isInstanceOf(DaybookException.class)
                .hasMessageContaining("000001.json is published already");
        assertThat(rows(published)).containsExactly("x a");
    }

    @Test
    void twoPublishersOfOnePartitionLoseNothing() throws Exception {
        MemoryPublicationLog log = new MemoryPublicationLog();
        FileCatalog catalog = new FileCatalog(store, places.lake());
        CyclicBarrier bothHaveBuilt = new CyclicBarrier(2);
        ExecutorService two = Executors.newFixedThreadPool(2);
        List<Future<CommitRecord>> publications = new ArrayList<>();
        for (String source : List.of("a", "b")) {
            Load load = new Load(source, false, "from " + source);
            Callable<CommitRecord> publication = () -> {
                int[] builds = new int[1];
                return new Publisher(log, catalog)
                        .publish(
                                "names",
                                PARTITION,
                                load.cause,
                                current -> {
                                    CommitRecord built = load.on(current).generation();
                                    if (builds[0]++ == 0) {
                                        await(bothHaveBuilt);
                                    }
                                    return built;
                                },
                                decided -> {});
            };
            publications.add(two.submit(publication));
        }
        List<Integer> generations = new ArrayList<>();
        for (Future<CommitRecord> publication : publications) {
            generations.add(publication.get().generation());
        }
        two.shutdown();
        CommitRecord current = catalog.current("names", PARTITION).orElseThrow();
        assertThat(generations).containsExactlyInAnyOrder(1, 2);
        assertThat(current.generation()).isEqualTo(2);
        assertThat(rows(current)).containsExactly("from a a", "from b b");
        assertThat(log.unprojected()).isEmpty();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aCommitRecordIsReadBackAsItWasWritten() {
        CommitRecord built = new Load("a", false, "x").on(null).generation();
        assertThat(CommitRecord.fromJson(built.toJson())).isEqualTo(built);
        assertThat(built.schema()).isEqualTo(schema());
    }
}
