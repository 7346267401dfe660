package dev.daybook.jobs.legacyimport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.ops.ExecutionView;
import dev.daybook.table.CommitRecord;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.Leftovers;
import dev.daybook.testing.OnBothDatabases;
import dev.daybook.testing.TestDatabase;
import dev.daybook.testing.TestFeeds;
import dev.daybook.testing.Visits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random sequences of loads of a few files that share rows, checked against a model after each: with {@code drop} the
 * table is the union of the files, with {@code keep} each row is there as often as in the file that has it most often.
 */
@OnBothDatabases
class LoadOrderTests {

    private static final int STEPS = 14;
    private static final List<String> KEYS = List.of("a", "b", "c");
    private static final List<String> DATES = List.of("05/01/20", "05/02/20", "05/03/20");
    private static final int CUSTOMERS = 3;
    private static final int MAX_ROWS = 9;

    @Parameter
    private TestDatabase database;

    @TempDir
    private Path folder;

    static Stream<org.junit.jupiter.params.provider.Arguments> seedsAndFeeds() {
        return IntStream.range(0, 3)
                .boxed()
                .flatMap(seed -> Stream.of(
                        org.junit.jupiter.params.provider.Arguments.of(seed, "legacy-visits", "visits"),
                        org.junit.jupiter.params.provider.Arguments.of(seed, "kept-visits", "kept_visits")));
    }

    @ParameterizedTest
    @MethodSource("seedsAndFeeds")
    void whateverTheOrderTheTableIsWhatTheFilesSay(int seed, String feed, String table) {
        Path feeds = TestFeeds.keepingRepeats(folder.resolve("feeds"));
        DataFolder data = new DataFolder(folder.resolve("data"), database, Map.of("DAYBOOK_FEEDS", feeds.toString()));
        Random random = new Random(seed);
        Map<String, List<String>> files = new TreeMap<>();
        for (int step = 0; step < STEPS; step++) {
            String key = KEYS.get(random.nextInt(KEYS.size()));
            List<String> rows = rows(random);
            ExecutionView run = data.load(Visits.file(folder.resolve(key + ".csv"), rows), "key", key, "feed", feed);
            assertThat(run.status())
                    .as("%s, step %d, %s %s, files %s", run.message(), step, key, rows, files)
                    .isIn("COMPLETED", "DUPLICATE");
            files.put(key, rows);
            assertThat(found(data, table))
                    .as("step %d of seed %d, files %s", step, seed, files)
                    .isEqualTo(expected(files, feed.equals("kept-visits")));
            if (random.nextInt(4) == 0) {
                data.maintain(Duration.ZERO);
                assertThat(Leftovers.of(data)).isEmpty();
            }
        }
    }

    private static List<String> rows(Random random) {
        List<String> rows = new ArrayList<>();
        for (int i = 1 + random.nextInt(MAX_ROWS); i > 0; i--) {
            rows.add(Visits.row(DATES.get(random.nextInt(DATES.size())), "Customer " + random.nextInt(CUSTOMERS)));
        }
        return rows;
    }

    private static Map<String, Long> expected(Map<String, List<String>> files, boolean isKeeping) {
        Map<String, Long> expected = new TreeMap<>();
        for (List<String> rows : files.values()) {
            Map<String, Long> counts = new HashMap<>();
            rows.forEach(row -> counts.merge(name(row), 1L, isKeeping ? Long::sum : (one, other) -> 1L));
            counts.forEach((row, count) -> expected.merge(row, count, Long::max));
        }
        return expected;
    }

    /** {@code 01 Customer 2} for a row of January. */
    private static String name(String row) {
        return row.substring(3, 5) + " " + row.split(",")[1];
    }

    private static Map<String, Long> found(DataFolder data, String table) {
        Map<String, Long> found = new TreeMap<>();
        if (data.generations().stream().mapToLong(CommitRecord::rows).sum() > 0) {
            data.query("select right(visit_month, 2) || ' ' || customer_name, count(*) from %s group by 1"
                            .formatted(table))
                    .forEach(row -> {
                        int bar = row.indexOf('|');
                        found.put(row.substring(0, bar), Long.parseLong(row.substring(bar + 1)));
                    });
        }
        return found;
    }
}
