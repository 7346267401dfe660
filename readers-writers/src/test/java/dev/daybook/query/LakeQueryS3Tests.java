package dev.daybook.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStores;
import dev.daybook.testing.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeQueryS3Tests {

    @TempDir
    private Path folder;

    private final Location lake = Location.parse("s3://" + S3Server.shared().newBucket() + "/lake", Path.of(""));
    private final ObjectStores store = new ObjectStores(S3Server.shared().settings());

    @AfterEach
    void disconnect() {
        store.close();
    }

    @Test
    void readsFilesFromS3() {
        List<TableFiles> tables = List.of(visits("it's 100%", "2024-03"));

        assertThat(rows(tables, "SELECT visit_id, visit_month FROM visits ORDER BY 1"))
                .containsExactly("v0|it's 100%", "v1|2024-03");
        assertThat(rows(tables, "SELECT visit_id FROM visits WHERE visit_month = '2024-03'"))
                .containsExactly("v1");
    }

    @Test
    void copiesAFileOnceAndKeepsIt() throws IOException {
        List<TableFiles> tables = List.of(visits("2024-03"));
        rows(tables, "FROM visits");
        Path copy = cached().get(0);
        FileTime made = Files.getLastModifiedTime(copy);

        store.delete(tables.get(0).files().findFirst().orElseThrow());

        assertThat(rows(tables, "FROM visits")).hasSize(1);
        assertThat(cached()).containsExactly(copy);
        assertThat(Files.getLastModifiedTime(copy)).isEqualTo(made);
    }

    @Test
    void copiesNoFilesOfTablesThatAreNotRead() throws IOException {
        List<TableFiles> tables = List.of(visits("2024-03"));

        assertThat(rows(tables, "SELECT 1")).containsExactly("1");
        assertThatThrownBy(() -> rows(tables, "FROM visit")).hasMessageContaining("Did you mean \"visits\"?");
        assertThat(cached()).isEmpty();
    }

    @Test
    void copiesOneFileOfATableToTellItsColumns() throws IOException {
        List<TableFiles> tables = List.of(visits("2024-02", "2024-03"));

        assertThat(rows(
                        tables,
                        "SELECT column_name FROM duckdb_columns() WHERE table_name = 'visits' ORDER BY column_index"))
                .containsExactly("visit_id", "visit_month");
        assertThat(cached()).singleElement().asString().contains("2024-03");
    }

    @Test
    void letsSeveralQueriesMakeTheSameCopies() throws Exception {
        List<TableFiles> tables = List.of(visits("a", "b", "c", "d"));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<String>>> queries = IntStream.range(0, 4)
                    .mapToObj(i -> threads.submit(() -> rows(tables, "SELECT count(*) FROM visits")))
                    .toList();
            for (Future<List<String>> query : queries) {
                assertThat(query.get()).containsExactly("4");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(cached()).hasSize(4);
    }

    @Test
    void namesAnObjectThatIsGone() {
        List<TableFiles> tables = List.of(visits("2024-03"));
        Location file = tables.get(0).files().findFirst().orElseThrow();
        store.delete(file);

        assertThatThrownBy(() -> rows(tables, "FROM visits"))
                .isInstanceOf(DaybookException.class)
                .hasMessageContaining(file.toString());
    }

    private TableFiles visits(String... months) {
        TestLake local = new TestLake(folder.resolve("local"));
        SortedMap<String, List<Location>> files = new TreeMap<>();
        for (int i = 0; i < months.length; i++) {
            Location file = lake.resolve("visits/visit_month=" + months[i] + "/g000001-1/part-00000.parquet");
            store.put(
                    file,
                    local.write("part-%d.parquet".formatted(i), "SELECT 'v%d' visit_id".formatted(i))
                            .path());
            files.put(months[i], List.of(file));
        }
        return new TableFiles("visits", "visit_month", files);
    }

    private List<String> rows(List<TableFiles> tables, String sql) {
        try (LakeQuery query = new LakeQuery(store, folder.resolve("cache"), tables);
                QueryResult result = query.run(sql)) {
            return TestLake.rows(result);
        }
    }

    private List<Path> cached() throws IOException {
        Path objects = folder.resolve("cache/objects");
        if (!Files.exists(objects)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(objects)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
