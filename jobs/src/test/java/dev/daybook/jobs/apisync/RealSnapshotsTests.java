package dev.daybook.jobs.apisync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.daybook.feed.Feeds;
import dev.daybook.ops.ExecutionView;
import dev.daybook.standin.StandInServer;
import dev.daybook.sync.SyncSources;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real snapshots of public data, where they lie beside the repository, by the sources that are built in. */
class RealSnapshotsTests {

    private static final String SOURCE = "bls-productivity";
    private static final String CURRENT = "pr.data.0.Current";

    @TempDir
    private Path folder;

    private static Path realFiles() {
        Optional<Path> found = Optional.empty();
        for (Path place = Path.of("").toAbsolutePath(); place != null && found.isEmpty(); place = place.getParent()) {
            found = Optional.of(place.resolve("shared/data/bls")).filter(Files::isDirectory);
        }
        found = found.isPresent()
                ? found
                : Optional.of(Path.of("/work/shared/data/bls")).filter(Files::isDirectory);
        assumeTrue(found.isPresent(), "the real snapshots are not here: nothing is shown about them");
        return found.orElseThrow();
    }

    /** As it is built in, but for where it is, and for the pause. */
    private static void describe(DataFolder data, String source, StandInServer server) throws IOException {
        Path sources = Files.createDirectories(data.folder().resolve("sources"));
        String builtIn = new SyncSources(sources, new Feeds(null)).builtIn(source);
        Files.writeString(
                sources.resolve(source + ".yaml"),
                builtIn.replaceFirst("url: .*", "url: " + server.folder())
                        .replaceAll("name: (\\w+).json\n    path: .*", "name: $1.json\n    path: $1.json")
                        .replace("pauseMillis: 1000", "pauseMillis: 0"));
    }

    private static void publish(StandInServer server, Path snapshot) throws IOException {
        try (Stream<Path> files = Files.list(snapshot)) {
            for (Path file : files.toList()) {
                server.put(file.getFileName().toString(), file, "2/17/2025  8:30 AM");
            }
        }
    }

    /** Rows, sums and changes were counted by another program. */
    @Test
    void aSnapshotAndTheOneThatFollowedBecomeTheTables() throws IOException {
        Path real = realFiles();
        DataFolder data =
                new DataFolder(folder.resolve("data"), TestDatabase.H2, Map.of("DAYBOOK_CONTACT", "data@example.org"));
        try (StandInServer server = new StandInServer()) {
            describe(data, SOURCE, server);
            publish(server, real.resolve("2025-02-17"));

            ExecutionView february = data.sync(SOURCE);

            assertThat(february.status()).as(february.message()).isEqualTo("COMPLETED");
            assertThat(server.requests()).hasSize(1 + 12);
            assertThat(february.written()).isEqualTo(36_651 + 282 + 22 + 6 + 2 + 3 + 5 + 2 + 1);
            assertThat(february.rejected() + february.duplicate()).isZero();
            requireFirstValues(data);
            requireMappings(data);
            Map<String, String> before = values(data);

            server.put(CURRENT, real.resolve(CURRENT + ".2025-05-14"), "5/14/2025  8:30 AM");
            ExecutionView may = data.sync(SOURCE);

            assertThat(may.status()).as(may.message()).isEqualTo("COMPLETED");
            assertThat(server.requests()).hasSize(1 + 12 + 1 + 1);
            assertThat(data.query("select sum(value) from productivity")).containsExactly("1177216.030");
            Map<String, String> after = values(data);
            assertThat(before.entrySet().stream()
                            .filter(value -> after.containsKey(value.getKey()))
                            .filter(value -> !after.get(value.getKey()).equals(value.getValue())))
                    .hasSize(12_850);
            assertThat(data.query("select distinct source from productivity"))
                    .containsExactly("productivity/bls-productivity/pr.data.0.Current");
            assertThat(data.records("select count(*) from sync_version")).containsExactly("13");
        }
    }

    private static void requireFirstValues(DataFolder data) {
        assertThat(data.query("select count(*), sum(value) from productivity")).containsExactly("36651|1177135.393");
        assertThat(data.query("select count(*) from productivity where series_id <> trim(series_id)"
                        + " or length(series_id) <> 11 or period <> trim(period)"))
                .containsExactly("0");
        assertThat(data.query("select footnote_codes, count(*) from productivity group by all order by all"))
                .containsExactly("R|212", "null|36439");
        assertThat(data.query("select distinct source from productivity"))
                .containsExactly("productivity/bls-productivity/pr.data.0.Current");
    }

    private static void requireMappings(DataFolder data) {
        Map<String, Integer> rows = new TreeMap<>(Map.of(
                "series", 282,
                "measure", 22,
                "sector", 6,
                "class", 2,
                "duration", 3,
                "period", 5,
                "seasonal", 2,
                "footnote", 1));
        rows.forEach((name, count) -> assertThat(data.query("select count(*) from productivity_" + name))
                .as(name)
                .isEqualTo(List.of("" + count)));
    }

    private static Map<String, String> values(DataFolder data) {
        Map<String, String> values = new HashMap<>();
        for (String row : data.query("select series_id || year || period, value from productivity")) {
            int bar = row.indexOf('|');
            values.put(row.substring(0, bar), row.substring(bar + 1));
        }
        return values;
    }

    /** The mean and the number of rows were computed by another program. */
    @Test
    void populationOfTheOlderAndTheNewerInterfaceBecomesTables() throws IOException {
        Path real = realFiles();
        DataFolder data = new DataFolder(folder.resolve("data"));
        try (StandInServer server = new StandInServer()) {
            describe(data, "population", server);
            server.put("nation.json", real.resolve("population.datausa-legacy-nation.2025-05.json"), "");
            server.put("state.json", real.resolve("population.tesseract-state.2026-04.json"), "");

            ExecutionView run = data.sync("population");
            data.sync("population");

            assertThat(run.status()).as(run.message()).isEqualTo("COMPLETED");
            assertThat(server.requests()).extracting("status").containsExactly(200, 200, 304, 304);
            assertThat(data.query(
                            "select cast(avg(population) as bigint) from population where year between 2013 and 2018"))
                    .containsExactly("317437383");
            assertThat(data.query("select count(*) from population_state")).containsExactly("624");
        }
    }
}
