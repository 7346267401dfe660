package dev.daybook.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two states of a small folder as the Bureau of Labor Statistics publishes one on productivity, twelve files in its form, and
 * what copying them must give. In the second one file is changed, one added, one removed.
 */
final class Productivity {

    static final int FIRST_YEAR = 2013;
    static final int LAST_YEAR = 2018;

    private static final long SEED = 20_250_217;
    private static final int OLDEST_YEAR = 2011;
    private static final List<String> SECTORS = List.of("3000", "8500");
    private static final List<String> MEASURES = List.of("01", "03", "09");
    private static final String CODES = "display_level\tselectable\tsort_sequence";
    private static final String CURRENT = "pr.data.0.Current";
    private static final String REMOVED = "pr.seasonal";
    private static final String ADDED = "pr.data.2.Preliminary";

    private final SeededRandom random = new SeededRandom(SEED);
    private final List<Series> series = Series.all(SECTORS, MEASURES);

    private Productivity() {}

    /** Writes both states into folders of one, and what they must give into those of the other. */
    static void write(Path folder, Path expected) throws IOException {
        new Productivity().writeAll(folder, expected);
    }

    private void writeAll(Path folder, Path expected) throws IOException {
        List<SeriesValue> all = values();
        List<SeriesValue> current =
                all.stream().filter(value -> value.year() >= FIRST_YEAR).toList();
        Path first = Files.createDirectories(folder.resolve("first"));
        writeCodes(first);
        PublishedText.write(first.resolve("pr.data.1.AllData"), SeriesValue.HEADER, lines(all));
        PublishedText.write(first.resolve(CURRENT), SeriesValue.HEADER, lines(current));

        Path second = Files.createDirectories(folder.resolve("second"));
        writeCodes(second);
        Files.delete(second.resolve(REMOVED));
        PublishedText.write(second.resolve("pr.data.1.AllData"), SeriesValue.HEADER, lines(all));
        List<SeriesValue> revised = revised(current);
        PublishedText.write(second.resolve(CURRENT), SeriesValue.HEADER, lines(revised));
        PublishedText.write(second.resolve(ADDED), SeriesValue.HEADER, lines(revised.subList(0, 1)));

        writeExpected(expected.resolve("first"), current, Map.of());
        writeExpected(expected.resolve("second"), revised, Map.of());
        writeExpected(expected.resolve("third"), revised, Map.of("seasonal", 0));
    }

    private List<SeriesValue> values() {
        List<SeriesValue> values = new ArrayList<>();
        for (Series one : series) {
            int level = 80_000 + random.below(40_000);
            for (int year = OLDEST_YEAR; year <= LAST_YEAR; year++) {
                for (int quarter = 1; quarter <= 5; quarter++) {
                    int change = (random.below(120) - 40) * 100;
                    level += one.isIndex() ? random.below(2_000) - 700 : 0;
                    String footnote = year == LAST_YEAR && quarter >= 3 && quarter < 5 ? "R" : "";
                    values.add(new SeriesValue(one, year, "Q0" + quarter, one.isIndex() ? level : change, footnote));
                }
            }
        }
        return values;
    }

    /** The last year's values are revised, one is withdrawn, and a quarter follows. */
    private List<SeriesValue> revised(List<SeriesValue> current) {
        List<SeriesValue> revised = new ArrayList<>();
        for (SeriesValue value : current) {
            boolean isWithdrawn = value.series().equals(series.get(series.size() - 1))
                    && value.period().equals("Q05")
                    && value.year() == FIRST_YEAR;
            if (!isWithdrawn) {
                revised.add(value.year() == LAST_YEAR ? value.revisedBy(100 * (1 + random.below(9))) : value);
            }
        }
        series.forEach(one -> revised.add(new SeriesValue(one, LAST_YEAR + 1, "Q01", 100 * random.below(1_100), "")));
        revised.sort(Comparator.comparing((SeriesValue value) -> value.series().id())
                .thenComparing(SeriesValue::year)
                .thenComparing(SeriesValue::period));
        return revised;
    }

    private static List<String> lines(List<SeriesValue> values) {
        return values.stream().map(SeriesValue::line).toList();
    }

    /** All but the values. */
    private void writeCodes(Path folder) throws IOException {
        codes(folder, "class", "class_code\tclass_text\t" + CODES, "3\tEmployees\t0\tT\t2", "6\tAll workers\t0\tT\t1");
        codes(
                folder,
                "duration",
                "duration_code\tduration_text\t" + CODES,
                "1\t% Change same quarter 1 year ago\t0\tT\t1",
                "2\t% Change from previous quarter\t0\tT\t2",
                "3\tIndex (2017=100)\t0\tT\t3");
        codes(folder, "footnote", "footnote_code\tfootnote_text", "R\trevised");
        codes(
                folder,
                "measure",
                "measure_code\tmeasure_text\t" + CODES,
                "01\tEmployment\t0\tT\t3",
                "03\tHours worked\t0\tT\t2",
                "09\tLabor productivity (output per hour)\t0\tT\t1");
        codes(
                folder,
                "period",
                "period\tperiod_abbr\tperiod_name",
                "Q01\tQTR1\t1st Quarter",
                "Q02\tQTR2\t2nd Quarter",
                "Q03\tQTR3\t3rd Quarter",
                "Q04\tQTR4\t4th Quarter",
                "Q05\tAN AV\tAnnual Average");
        // The blank line at its end is the bureau's.
        codes(
                folder,
                "seasonal",
                "Seasonal_code\tSeasonal_text",
                "S\tSeasonal Adjusted",
                "U\tNot Seasonally Adjusted",
                "");
        codes(
                folder,
                "sector",
                "sector_code\tsector_name\t" + CODES,
                "3000\tManufacturing\t0\tT\t2",
                "8500\tNonfarm Business\t0\tT\t1");
        PublishedText.write(
                folder.resolve("pr.series"),
                "series_id        \tsector_code\tclass_code\tmeasure_code\tduration_code\tseasonal\tbase_year\tfootnote_codes\tbegin_year\tbegin_period\tend_year\tend_period",
                series.stream()
                        .map(one -> one.description(OLDEST_YEAR, LAST_YEAR))
                        .toList());
        PublishedText.write(
                folder.resolve("pr.contacts"), List.of("Productivity Contacts", "", "E-mail: nobody@example.org"));
        PublishedText.write(
                folder.resolve("pr.txt"),
                List.of(
                        "                Major Sector Productivity and Costs (PR)",
                        "                                    pr.txt",
                        "",
                        "These values are invented. The files have the form of the bureau's.",
                        ""));
    }

    private static void codes(Path folder, String name, String header, String... lines) throws IOException {
        PublishedText.write(folder.resolve("pr." + name), header, List.of(lines));
    }

    private void writeExpected(Path folder, List<SeriesValue> values, Map<String, Integer> others) throws IOException {
        Files.createDirectories(folder);
        StringBuilder rows = new StringBuilder("series_id,year,period,value,footnote_codes\n");
        values.forEach(value -> rows.append(Csv.line(value.row())));
        Files.writeString(folder.resolve("productivity.csv"), rows);
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("class", 2);
        counts.put("duration", 3);
        counts.put("footnote", 1);
        counts.put("measure", MEASURES.size());
        counts.put("period", 5);
        counts.put("seasonal", 2);
        counts.put("sector", SECTORS.size());
        counts.put("series", series.size());
        counts.putAll(others);
        StringBuilder tables = new StringBuilder("table,rows\n");
        counts.forEach((name, count) -> tables.append("productivity_%s,%d\n".formatted(name, count)));
        Files.writeString(folder.resolve("tables.csv"), tables);
    }
}
