package dev.daybook.jobs.notebookreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.daybook.ops.ExecutionView;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the reports that come with Daybook show, against what other programs made of the same data. */
class BuiltInReportsTests {

    private static final List<String> MAPPING_FILES = List.of("series", "sector", "measure", "duration");

    @TempDir
    private Path folder;

    private DataFolder data;

    @BeforeEach
    void emptyFolder() {
        data = new DataFolder(folder.resolve("data"));
    }

    @Test
    void clicksOfTheSampleAreReportedAndRunAgainAlike() throws Exception {
        copy(
                Samples.folder().resolve("clickstream"),
                data.settings().zones().landing().path());
        data.compact();
        ExecutionView run = data.report("clickstream", "2024-05-04", "2024-05-05");
        assertThat(run.status()).as(run.message()).isEqualTo("COMPLETED");

        ArchivedReport report = report("clickstream", "report_20240504-20240505");
        String events = "read_csv('%s', all_varchar = true)".formatted(Samples.expected("clickstream/events.csv"));
        String period = " where dt between '2024-05-04' and '2024-05-05'";
        assertThat(report.shown("summary", "text/plain"))
                .isEqualTo(String.join(
                        "",
                        foreign("select 'Views: ' || count(*) || chr(10)"
                                + " || 'Unique items: ' || count(distinct coalesce(menu_item, element_clicked)) || chr(10)"
                                + " || 'Average time spent in s: ' || round(avg(time_spent::int), 1) || chr(10)"
                                + " || 'Revenue: ' || sum(total::decimal(18, 2)) || chr(10) from " + events + period)));
        assertThat(report.shown("items", "text/plain"))
                .isEqualTo("Item popularity: horizontal bar chart. "
                        + String.join(
                                "; ",
                                foreign("select coalesce(menu_item, element_clicked) || ' ' || count(*) from "
                                        + events + period + " group by coalesce(menu_item, element_clicked)"
                                        + " order by count(*) desc, coalesce(menu_item, element_clicked) limit 12"))
                        + " and 1 more");
        assertThat(report.shown("menus", "text/plain"))
                .isEqualTo("Clicks by source menu: ring chart. "
                        + String.join(
                                "; ",
                                foreign("select source_menu || ' ' || count(*) from " + events + period
                                        + " and element_clicked is not null group by source_menu"
                                        + " order by count(*) desc, source_menu")));
        assertThat(report.shown("time", "text/plain")).contains("line chart. 05-04 00:00 ", "and 36 more");
        assertThat(report.shown("spent", "text/plain"))
                .isEqualTo("Time spent in s: box plot. dinner 9 values; drinks 9 values; lunch 9 values;"
                        + " restaurant_name 9 values");
        report.assertRunsAgainAlike();
    }

    @Test
    void productivityOfTheSampleIsReportedAndRunsAgainAlike() throws Exception {
        Path samples = Samples.folder();
        load(samples.resolve("population/first/nation.json"), "population", "nation");
        for (String name : MAPPING_FILES) {
            load(samples.resolve("productivity/first/pr." + name), "productivity-" + name, name);
        }
        load(samples.resolve("productivity/first/pr.data.0.Current"), "productivity", "current");
        ExecutionView run = data.report("productivity", "2025-02-09", "2025-02-15");
        assertThat(run.status()).as(run.message()).isEqualTo("COMPLETED");

        ArchivedReport report = report("productivity", "report_20250209-20250215");
        String values = "read_csv('%s')".formatted(Samples.expected("api-sync/first/productivity.csv"));
        assertThat(bestYears(report))
                .isNotEmpty()
                .isEqualTo(foreign(
                        "select series_id, arg_max(year, (total, -year)), max(total) from (select series_id, year,"
                                + " sum(value::decimal(18, 3)) as total from " + values
                                + " where period <> 'Q05' group by all) group by series_id order by series_id"));
        assertThat(report.shown("summary", "text/plain"))
                .contains(foreign("select 'Mean population 2013-2018: ' || format('{:,.2f}', avg(population))"
                                + " || chr(10) || 'Sample standard deviation: ' || format('{:,.2f}', stddev(population))"
                                + " from read_csv('%s') where year between 2013 and 2018"
                                        .formatted(Samples.expected("api-sync/first/population.csv")))
                        .get(0));
        report.assertRunsAgainAlike();
    }

    @Test
    void productivityEqualsWhatWasWorkedOutOfTheRealSnapshots() throws Exception {
        Path real = realFiles();
        load(real.resolve("population.datausa-legacy-nation.2025-05.json"), "population", "nation");
        for (String name : MAPPING_FILES) {
            load(real.resolve("2025-02-17/pr." + name), "productivity-" + name, name);
        }
        load(real.resolve("2025-02-17/pr.data.0.Current"), "productivity", "current");
        assertProductivity(real.resolve("golden"), "2025-02-17", "report_20250209-20250215");

        load(real.resolve("pr.data.0.Current.2025-05-14"), "productivity", "current");
        assertProductivity(real.resolve("golden"), "2025-05-14", "report_20250209-20250215-2");
        report("productivity", "report_20250209-20250215-2").assertRunsAgainAlike();
    }

    private void assertProductivity(Path golden, String snapshot, String id) throws SQLException {
        ExecutionView run = data.report("productivity", "2025-02-09", "2025-02-15");
        assertThat(run.status()).as(run.message()).isEqualTo("COMPLETED");
        ArchivedReport report = report("productivity", id);

        assertThat(report.shown("summary", "text/plain"))
                .contains(
                        "Mean population 2013-2018: 317,437,383.00\n",
                        "Sample standard deviation: 4,257,089.54\n",
                        "Series with quarters: 237\n",
                        "Series with an annual value only: 45\n");
        assertThat(bestYears(report))
                .hasSize(237)
                .isEqualTo(foreign("select series_id, year, value::decimal(18, 3) from read_csv('%s') order by 1"
                        .formatted(golden.resolve("best_year_quarters_only_" + snapshot + ".csv"))));
        List<String> quarters = report.table("series").stream()
                .map(row -> String.join("|", row).replace(",", ""))
                .toList();
        assertThat(quarters)
                .hasSize(30)
                .isEqualTo(foreign(
                        "select series_id, year, period, value::decimal(18, 3), coalesce(Population::varchar, '')"
                                + " from read_csv('%s') order by year"
                                        .formatted(golden.resolve(
                                                "PRS30006032_Q01_with_population_" + snapshot + ".csv"))));
    }

    private static List<String> bestYears(ArchivedReport report) {
        return report.table("best-table").stream()
                .map(row -> String.join("|", row.get(0), row.get(4), row.get(5)))
                .toList();
    }

    private ArchivedReport report(String name, String id) {
        return new ArchivedReport(data.settings(), name, id);
    }

    private void load(Path file, String feed, String key) {
        assertThat(data.load(file, "feed", feed, "key", key).status()).isEqualTo("COMPLETED");
    }

    private static Path realFiles() {
        Optional<Path> found = Optional.empty();
        for (Path place = Path.of("").toAbsolutePath(); place != null && found.isEmpty(); place = place.getParent()) {
            found = Optional.of(place.resolve("shared/data/bls")).filter(Files::isDirectory);
        }
        assumeTrue(found.isPresent(), "the real snapshots are not here: nothing is shown about them");
        return found.orElseThrow();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    /** Rows by DuckDB alone, given nothing of ours; columns joined by a bar. */
    private static List<String> foreign(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                ResultSet result = connection.createStatement().executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    values.add(result.getString(i));
                }
                rows.add(String.join("|", values));
            }
            return rows;
        }
    }
}
