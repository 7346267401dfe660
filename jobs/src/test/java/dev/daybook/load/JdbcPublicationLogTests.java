package dev.daybook.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.database.Database;
import dev.daybook.table.CommitRecord;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.OnBothDatabases;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

@OnBothDatabases
class JdbcPublicationLogTests {

    private static final int ROUNDS = 30;

    @Parameter
    private TestDatabase database;

    @TempDir
    private Path folder;

    private HikariDataSource source;
    private JdbcPublicationLog log;

    @BeforeEach
    void openDatabase() {
        source = Database.open(new DataFolder(folder, database).settings());
        log = new JdbcPublicationLog(source, new DataSourceTransactionManager(source));
    }

    @AfterEach
    void closeDatabase() {
        source.close();
    }

    private static CommitRecord generation(int number, String cause, String location, boolean hasFiles) {
        CommitRecord.FileEntry file = new CommitRecord.FileEntry("part-00000.zstd.parquet", 1, 100, "1", List.of());
        return new CommitRecord(
                "visits",
                "visit_month",
                "2020-01",
                number,
                cause,
                Instant.parse("2026-01-01T00:00:00Z"),
                location,
                hasFiles ? List.of(file) : List.of(),
                List.of(),
                "visit_id",
                Map.of("legacy-visits/a", 1L));
    }

    private static CommitRecord load(int number, int load) {
        return generation(number, "load-" + load, "file:/lake/g" + number + "-" + load, true);
    }

    @Test
    void aGenerationIsDecidedOnceAndWhatGoesAlongsideNotAtAllTheSecondTime() {
        List<String> done = new ArrayList<>();
        assertThat(log.decide(load(1, 1), () -> done.add("first"))).isTrue();
        assertThat(log.decide(load(1, 2), () -> done.add("second"))).isFalse();
        assertThat(done).containsExactly("first");
        assertThat(log.latest("visits", "2020-01")).contains(load(1, 1));
        assertThat(log.decidedBy("visits", "2020-01", "load-1")).contains(load(1, 1));
        assertThat(log.decidedBy("visits", "2020-01", "load-2")).isEmpty();
    }

    @Test
    void aLoadDecidesOnePartitionOnce() {
        log.decide(load(1, 1), () -> {});
        assertThat(log.decide(load(2, 1), () -> {})).isFalse();
        assertThat(log.latest("visits", "2020-01")).contains(load(1, 1));
    }

    @Test
    void nothingIsDecidedWhenWhatGoesAlongsideFails() {
        assertThatThrownBy(() -> log.decide(load(1, 1), () -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(log.latest("visits", "2020-01")).isEmpty();
        assertThat(log.isEmpty()).isTrue();
    }

    @Test
    void ofTwoDecisionsAtTheSameTimeExactlyOneWins() throws Exception {
        ExecutorService two = Executors.newFixedThreadPool(2);
        for (int round = 1; round <= ROUNDS; round++) {
            CyclicBarrier start = new CyclicBarrier(2);
            List<Future<Boolean>> decisions = new ArrayList<>();
            for (int side = 0; side < 2; side++) {
                CommitRecord generation = load(round, 2 * round + side);
                Callable<Boolean> decision = () -> {
                    start.await();
                    return log.decide(generation, () -> {});
                };
                decisions.add(two.submit(decision));
            }
            assertThat(List.of(decisions.get(0).get(), decisions.get(1).get())).containsExactlyInAnyOrder(true, false);
        }
        two.shutdown();
        assertThat(log.history("visits", "2020-01")).hasSize(ROUNDS);
    }

    @Test
    void whatIsNotProjectedIsListedOldestFirst() {
        log.decide(load(1, 1), () -> {});
        log.decide(load(2, 2), () -> {});
        log.decide(load(3, 3), () -> {});
        log.markProjected(load(2, 2));
        assertThat(log.unprojected()).containsExactly(load(1, 1), load(3, 3));
    }

    @Test
    void aRollbackTakesTheGenerationsItWentBackOverOutOfTheLineage() {
        log.decide(load(1, 1), () -> {});
        log.decide(load(2, 2), () -> {});
        log.decide(load(3, 3), () -> {});
        assertThat(log.lineage("visits", "2020-01")).containsExactly(1, 2, 3);

        log.decide(generation(4, "rollback-x", "file:/lake/g2-2", true), () -> {});
        assertThat(log.lineage("visits", "2020-01")).containsExactly(1, 2);

        log.decide(load(5, 5), () -> {});
        assertThat(log.lineage("visits", "2020-01")).containsExactly(1, 2, 5);
    }

    @Test
    void aRollbackToNothingEndsTheLineageAndALoadWithoutRowsDoesNot() {
        log.decide(load(1, 1), () -> {});
        log.decide(generation(2, "load-2", "file:/lake/g2-2", false), () -> {});
        assertThat(log.lineage("visits", "2020-01")).containsExactly(1, 2);
        log.decide(generation(3, "rollback-x", "file:/lake/g1-1", false), () -> {});
        log.decide(load(4, 4), () -> {});
        assertThat(log.lineage("visits", "2020-01")).containsExactly(4);
    }
}
