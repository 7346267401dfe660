package dev.daybook.jobs.legacyimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.daybook.ops.ExecutionView;
import dev.daybook.testing.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of major sector productivity through feeds alone; real snapshots of them where they lie beside the repository. */
class ProductivityFeedTests {

    private static final String CURRENT = "pr.data.0.Current";
    private static final String HEADER = "series_id        \tyear\tperiod\t       value\tfootnote_codes\r\n";

    @TempDir
    private Path folder;

    private DataFolder data;

    @BeforeEach
    void emptyFolder() {
        data = new DataFolder(folder.resolve("data"));
    }

    private static Path realFiles() {
        Optional<Path> found = Optional.empty();
        for (Path place = Path.of("").toAbsolutePath(); place != null && found.isEmpty(); place = place.getParent()) {
            found = Optional.of(place.resolve("shared/data/bls")).filter(Files::isDirectory);
        }
        assumeTrue(found.isPresent(), "the real snapshots are not here: nothing is shown about them");
        return found.orElseThrow();
    }

    private ExecutionView load(Path file, String feed, String key) {
        return data.load(file, "feed", feed, "key", key);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve(CURRENT), text);
    }

    private static List<Long> counts(ExecutionView run) {
        return List.of(run.read(), run.written(), run.rejected(), run.duplicate());
    }

    /** Rows, sums and changes were counted by another program. */
    @Test
    void aChangedSnapshotReplacesTheOneBefore() {
        Path real = realFiles();

        ExecutionView february = load(real.resolve("2025-02-17").resolve(CURRENT), "productivity", CURRENT);
        Map<String, String> before = values();

        assertThat(february.status()).isEqualTo("COMPLETED");
        assertThat(counts(february)).containsExactly(36_651L, 36_651L, 0L, 0L);
        assertThat(data.query("select count(*), sum(value) from productivity")).containsExactly("36651|1177135.393");
        assertThat(data.query("select count(*) from productivity where series_id <> trim(series_id)"
                        + " or length(series_id) <> 11 or period <> trim(period)"))
                .containsExactly("0");
        assertThat(data.query("select footnote_codes, count(*) from productivity group by all order by all"))
                .containsExactly("R|212", "null|36439");

        load(real.resolve(CURRENT + ".2025-05-14"), "productivity", CURRENT);

        assertThat(data.query("select sum(value) from productivity")).containsExactly("1177216.030");
        Map<String, String> after = values();
        assertThat(before.entrySet().stream()
                        .filter(value -> after.containsKey(value.getKey()))
                        .filter(value -> !after.get(value.getKey()).equals(value.getValue())))
                .hasSize(12_850);
    }

    private Map<String, String> values() {
        Map<String, String> values = new HashMap<>();
        for (String row : data.query("select series_id || year || period, value from productivity")) {
            int bar = row.indexOf('|');
            values.put(row.substring(0, bar), row.substring(bar + 1));
        }
        return values;
    }

    /** Rows are those of the files, less their header and blank lines. */
    @Test
    void theMappingFilesBecomeTables() {
        Path real = realFiles().resolve("2025-02-17");
        Map<String, Integer> rows = Map.of(
                "series", 282,
                "measure", 22,
                "sector", 6,
                "class", 2,
                "duration", 3,
                "period", 5,
                "seasonal", 2,
                "footnote", 1);

        rows.forEach((name, count) -> {
            ExecutionView run = load(real.resolve("pr." + name), "productivity-" + name, "pr." + name);
            assertThat(counts(run)).as(name).containsExactly((long) count, (long) count, 0L, 0L);
            assertThat(data.query("select count(*) from productivity_" + name)).containsExactly("" + count);
        });

        assertThat(data.query("select s.series_id, base_year, sector_name, measure_text, duration_text, class_text"
                        + " from productivity_series s join productivity_sector using (sector_code)"
                        + " join productivity_measure using (measure_code) join productivity_class using (class_code)"
                        + " join productivity_duration using (duration_code)"
                        + " where series_id in ('PRS30006011', 'PRS30006013') order by 1"))
                .containsExactly(
                        "PRS30006011|null|Manufacturing|Employment|% Change same quarter 1 year ago|All workers",
                        "PRS30006013|2017|Manufacturing|Employment|Index (2017=100)|All workers");
    }

    @Test
    void paddingIsNoPartOfAValueAndBothLineEndsWillDo() throws IOException {
        ExecutionView run = load(
                write(HEADER
                        + "PRS30006011      \t1995\tQ01\t         2.6\t\r\n"
                        + "PRS30006011      \t1995\tQ02\t        -0.2\tR\n"
                        + "PRS30006012      \t1995\tQ05\t     101.125\t  \r\n"),
                "productivity",
                CURRENT);

        assertThat(counts(run)).containsExactly(3L, 3L, 0L, 0L);
        assertThat(data.query("select * from productivity order by all"))
                .containsExactly(
                        "PRS30006011|1995|Q01|2.600|null|productivity/pr.data.0.Current",
                        "PRS30006011|1995|Q02|-0.200|R|productivity/pr.data.0.Current",
                        "PRS30006012|1995|Q05|101.125|null|productivity/pr.data.0.Current");
    }

    @Test
    void aChangedLayoutIsAnErrorAndTheTableKeepsWhatItHas() throws IOException {
        load(write(HEADER + "PRS30006011      \t1995\tQ01\t         2.6\t\r\n"), "productivity", CURRENT);

        ExecutionView run = load(
                write(HEADER.replace("footnote_codes", "footnote_codes\tstatus")
                        + "PRS30006011      \t1995\tQ01\t         9.9\t\tfinal\r\n"),
                "productivity",
                CURRENT);

        assertThat(run.status()).isEqualTo("FAILED");
        assertThat(run.message()).contains("status");
        assertThat(data.query("select value from productivity")).containsExactly("2.600");
    }
}
