package dev.daybook.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a cell becomes: types, defaults, replacements, limits. Of a row that is rejected the rule is told. */
class ValueTests {

    @TempDir
    private Path folder;

    private String valueOf(String type, String keys, String cell) throws IOException {
        return valueOf(TestFeeds.column(type, keys), cell);
    }

    /** The value, {@code null} in words, or the rule the cell breaks. */
    private String valueOf(Feed feed, String cell) throws IOException {
        String quoted = '"' + cell.replace("\"", "\"\"") + '"';
        ParsedFile parsed = ParsedFile.of(feed, Files.writeString(folder.resolve("f"), "V,W\n" + quoted + ",.\n"));
        return parsed.rejects().isEmpty()
                ? String.valueOf(parsed.values("v").get(0))
                : parsed.rejects().get(0).rule().id();
    }

    /** More texts than are remembered, in two formats, so that they take each other's places. */
    @Test
    void aDateThatComesAgainIsReadAsBefore() throws IOException {
        Feed feed = TestFeeds.column("date", "formats: [dd/MM/yyyy, dd/MM/yy], pivot: 1990");
        List<LocalDate> dates =
                LocalDate.of(2001, 1, 1).datesUntil(LocalDate.of(2021, 1, 1)).toList();
        StringBuilder text = new StringBuilder("V,W\n");
        List<String> expected = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (LocalDate date : dates) {
                String format = date.getDayOfMonth() % 2 == round % 2 ? "dd/MM/yyyy" : "dd/MM/yy";
                text.append(date.format(DateTimeFormatter.ofPattern(format))).append(",.\n");
                expected.add(date.toString());
            }
        }
        ParsedFile parsed = ParsedFile.of(feed, Files.writeString(folder.resolve("f"), text));
        assertThat(parsed.rejects()).isEmpty();
        assertThat(parsed.values("v").stream().map(String::valueOf).toList()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "STOREVISIT, STOREVISIT",
        "STOREVIS, allowed",
        "STOREVISOR, STOREVISOR",
        "STOREVISITS, allowed",
        "STOREVIX, allowed",
        "A, A",
        "AB, allowed"
    })
    void aChoiceIsComparedToItsEnd(String cell, String expected) throws IOException {
        assertThat(valueOf("string", "allowed: [STOREVISIT, STOREVISOR, A]", cell))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            int           | 0                    | 0
            int           | -0                   | 0
            int           | +7                   | 7
            int           | 007                  | 7
            int           | 1.0                  | 1
            int           | 1.                   | 1
            int           | 1.5                  | type
            int           | 2147483647           | 2147483647
            int           | 2147483648           | type
            int           | -2147483648          | -2147483648
            int           | -2147483649          | type
            int           | -                    | type
            int           | +                    | type
            int           | .                    | type
            int           | 1e3                  | type
            int           | 0x10                 | type
            int           | 1 000                | type
            int           | ١                    | type
            bigint        | 9223372036854775807  | 9223372036854775807
            bigint        | 9223372036854775808  | type
            bigint        | -9223372036854775808 | -9223372036854775808
            bigint        | 1234567890123456789  | 1234567890123456789
            bigint        | 99999999999999999999 | type
            decimal(18,2) | 1.005                | type
            decimal(18,2) | 1.100                | 1.10
            decimal(18,2) | .5                   | 0.50
            decimal(18,2) | -0.01                | -0.01
            decimal(18,2) | 0                    | 0.00
            decimal(18,2) | 9999999999999999.99  | 9999999999999999.99
            decimal(18,2) | 10000000000000000    | type
            decimal(18,0) | 999999999999999999   | 999999999999999999
            decimal(18,0) | 1000000000000000000  | type
            decimal(16,0) | 9999999999999999     | 9999999999999999
            decimal(2,2)  | 0                    | 0.00
            decimal(2,2)  | 0.99                 | 0.99
            decimal(2,2)  | 1                    | type
            decimal(5,3)  | 99.999               | 99.999
            decimal(5,3)  | 100                  | type
            decimal(5,3)  | $7.5                 | type
            boolean       | true                 | true
            boolean       | FALSE                | false
            boolean       | yes                  | type
            boolean       | 1                    | type
            boolean       | TRU\u0005            | type
            """)
    void numbersAndTruthValuesAreExactOrRejected(String type, String cell, String expected) throws IOException {
        assertThat(valueOf(type, "", cell)).isEqualTo(expected);
    }

    @Test
    void endlessDigitsAreRejectedAtOnce() throws IOException {
        assertThat(valueOf("decimal(18,2)", "", "9".repeat(500_000))).isEqualTo("type");
        assertThat(valueOf("bigint", "", "0".repeat(99) + "5")).isEqualTo("5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            int           | grouping: ","                    | 1,234,567 | 1234567
            int           | grouping: ","                    | 1234567   | 1234567
            int           | grouping: ","                    | -1,234    | -1234
            int           | grouping: ","                    | 12,34     | type
            int           | grouping: ","                    | 1,234,5   | type
            int           | grouping: ","                    | 1234,567  | type
            int           | grouping: ","                    | ,123      | type
            int           | grouping: ","                    | 1,,234    | type
            decimal(18,2) | grouping: ","                    | 1,234.50  | 1234.50
            decimal(18,2) | grouping: ","                    | 74,69     | type
            decimal(18,2) | grouping: ","                    | 1.234,50  | type
            int           | grouping: "."                    | 12.345    | 12345
            int           | grouping: "."                    | 12.34     | type
            decimal(18,2) | grouping: "."                    | 1.234,50  | 1234.50
            decimal(18,2) | grouping: "."                    | 1.50      | type
            decimal(18,2) | decimalMark: ","                 | 74,69     | 74.69
            decimal(18,2) | decimalMark: ","                 | 74.69     | type
            decimal(18,2) | decimalMark: ",", grouping: " "  | 1 234,5   | 1234.50
            decimal(18,2) | grouping: "'"                    | 1'234.5   | 1234.50
            """)
    void groupsAndDecimalMarkAreDeclaredAndNeverGuessed(String type, String keys, String cell, String expected)
            throws IOException {
        assertThat(valueOf(type, keys, cell)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, range", "1, 1", "10, 10", "10.5, range", "-1, range", "x, type"})
    void rangesIncludeTheirEnds(String cell, String expected) throws IOException {
        assertThat(valueOf("decimal(9,1)", "min: 1, max: 10", cell))
                .isEqualTo(expected.equals("1") || expected.equals("10") ? expected + ".0" : expected);
    }

    @ParameterizedTest
    @CsvSource({"abc, abc", "abcd, length", "äöü, äöü", "😀😀😀, 😀😀😀", "😀😀😀😀, length"})
    void lengthIsCountedInCharacters(String cell, String expected) throws IOException {
        assertThat(valueOf("string", "maxLength: 3", cell)).isEqualTo(expected);
    }

    @Test
    void allowedTextsAreStoredAsTheFeedSpellsThem() throws IOException {
        assertThat(valueOf("string", "allowed: [Good, Bad]", "Good")).isEqualTo("Good");
        assertThat(valueOf("string", "allowed: [Good, Bad]", "good")).isEqualTo("allowed");
        assertThat(valueOf("string", "allowed: [Good, Ärger], caseInsensitive: true", "GOOD"))
                .isEqualTo("Good");
        assertThat(valueOf("string", "allowed: [Good, Ärger], caseInsensitive: true", "ärger"))
                .isEqualTo("Ärger");
        assertThat(valueOf("string", "allowed: [Good, Bad], caseInsensitive: true", "goods"))
                .isEqualTo("allowed");
    }

    @Test
    void cellIsDefaultedThenMappedThenNulledThenTyped() throws IOException {
        String nulls = "dialect: {nulls: [n/a, '-']}\n";
        Feed feed = TestFeeds.of(
                nulls
                        + "columns: [{name: v, from: V, type: int, nullable: true, default: many, map: {many: '99', none: n/a, one: '1'}}]\n");
        assertThat(valueOf(feed, "")).isEqualTo("99");
        assertThat(valueOf(feed, "many")).isEqualTo("99");
        assertThat(valueOf(feed, "one")).isEqualTo("1");
        assertThat(valueOf(feed, "none")).isEqualTo("null");
        assertThat(valueOf(feed, "n/a")).isEqualTo("null");
        assertThat(valueOf(feed, "-")).isEqualTo("null");
        assertThat(valueOf(feed, "N/A")).isEqualTo("type");
    }

    @Test
    void absentValueIsRejectedWhereOneIsRequired() throws IOException {
        Feed feed = TestFeeds.of("dialect: {nulls: ['?']}\ncolumns: [{name: v, from: V, type: string}]\n");
        assertThat(valueOf(feed, "")).isEqualTo("required");
        assertThat(valueOf(feed, "?")).isEqualTo("required");
        assertThat(valueOf(feed, "??")).isEqualTo("??");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dd/MM/yyyy   | 29/02/2024         | 2024-02-29
            dd/MM/yyyy   | 29/02/2023         | type
            dd/MM/yyyy   | 29/02/1900         | type
            dd/MM/yyyy   | 29/02/2000         | 2000-02-29
            dd/MM/yyyy   | 31/04/2024         | type
            dd/MM/yyyy   | 30/02/2024         | type
            dd/MM/yyyy   | 00/01/2024         | type
            dd/MM/yyyy   | 01/00/2024         | type
            dd/MM/yyyy   | 01/13/2024         | type
            dd/MM/yyyy   | 1/02/2024          | type
            dd/MM/yyyy   | 01/02/24           | type
            dd/MM/yyyy   | 01/02/20244        | type
            dd/MM/yyyy   | 01/02/0000         | type
            dd/MM/yyyy   | 01/01/0001         | 0001-01-01
            d/M/yyyy     | 1/2/2026           | 2026-02-01
            d/M/yyyy     | 01/12/2026         | 2026-12-01
            M/d/yyyy     | 1/2/2026           | 2026-01-02
            d/M/yyyy     | 001/2/2026         | type
            d MMMM yyyy  | 24 october 2011    | 2011-10-24
            d MMMM yyyy  | 24 Oct 2011        | 2011-10-24
            d MMMM yyyy  | 24 Octo 2011       | type
            d-MMM-yy     | 4-SEP-11           | 2011-09-04
            d-MMM-yy     | 4-Sept-11          | type
            yyyyMMdd     | 20240229           | 2024-02-29
            yyyy年M月d日 | 2024年2月9日       | 2024-02-09
            '''on'' d.M.yy' | on 5.6.07          | 2007-06-05
            MMM/MMM/MMM yyyy | Oct/Nov/Dec 2010 | 2010-10-01
            MMM/MMM/MMM yyyy | Dec/Jan/Feb 2010 | type
            MMM/MMM/MMM yyyy | Oct/Nov/Nov 2010 | type
            yyyy         | 1999               | 1999-01-01
            MMM-yy       | Jan-14             | 2014-01-01
            """)
    void datesExistAndAreWrittenAsDeclared(String format, String cell, String expected) throws IOException {
        assertThat(valueOf("date", "formats: [\"" + format + "\"]", cell)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1970, 69, 2069-01-01",
        "1970, 70, 1970-01-01",
        "1950, 49, 2049-01-01",
        "1950, 50, 1950-01-01",
        "2000, 99, 2099-01-01",
        "1925, 24, 2024-01-01",
        "1925, 25, 1925-01-01"
    })
    void pivotIsTheFirstYearTwoDigitsCanMean(int pivot, String year, String expected) throws IOException {
        assertThat(valueOf("date", "formats: [dd.MM.yy], pivot: " + pivot, "01.01." + year))
                .isEqualTo(expected);
    }

    @Test
    void firstFormatThatFitsCounts() throws IOException {
        String formats = "formats: [MMM-yy, d-MMM, yyyy-MM-dd], year: {parameter: year}";
        assertThat(valueOf("date", formats, "Jan-14")).isEqualTo("2014-01-01");
        assertThat(valueOf("date", formats, "2014-01-31")).isEqualTo("2014-01-31");
        assertThat(valueOf("date", formats, "31.1.")).isEqualTo("type");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UTC              | 2024-03-31 02:30:00        | 2024-03-31T02:30:00Z
            Europe/Berlin    | 2024-03-31 01:59:59        | 2024-03-31T00:59:59Z
            Europe/Berlin    | 2024-03-31 02:00:00        | range
            Europe/Berlin    | 2024-03-31 02:59:59        | range
            Europe/Berlin    | 2024-03-31 03:00:00        | 2024-03-31T01:00:00Z
            Europe/Berlin    | 2024-10-27 01:59:59        | 2024-10-26T23:59:59Z
            Europe/Berlin    | 2024-10-27 02:00:00        | 2024-10-27T00:00:00Z
            Europe/Berlin    | 2024-10-27 02:59:59        | 2024-10-27T00:59:59Z
            Europe/Berlin    | 2024-10-27 03:00:00        | 2024-10-27T02:00:00Z
            America/New_York | 2024-07-04 23:30:00        | 2024-07-05T03:30:00Z
            Asia/Taipei      | 2012-09-26 12:00:00        | 2012-09-26T04:00:00Z
            UTC              | 1969-12-31 23:59:59        | 1969-12-31T23:59:59Z
            UTC              | 2024-01-01 24:00:00        | type
            UTC              | 2024-01-01 23:60:00        | type
            UTC              | 2024-01-01 23:59:60        | type
            """)
    void timesAreOfTheFeedsZone(String zone, String cell, String expected) throws IOException {
        Feed feed = TestFeeds.of("zone: " + zone
                + "\ncolumns: [{name: v, from: V, type: timestamp, formats: ['yyyy-MM-dd HH:mm:ss']}]\n");
        assertThat(valueOf(feed, cell)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-04-18 21:07:45.116970, 2024-04-18T21:07:45.116Z",
        "2024-04-18 21:07:45.9, 2024-04-18T21:07:45.900Z",
        "2024-04-18 21:07:45.123456789, 2024-04-18T21:07:45.123Z",
        "2024-04-18 21:07:45.1234567890, type",
        "2024-04-18 21:07:45., type"
    })
    void fractionsAreCutToMilliseconds(String cell, String expected) throws IOException {
        assertThat(valueOf("timestamp", "formats: ['yyyy-MM-dd HH:mm:ss.SSSSSS']", cell))
                .isEqualTo(expected);
    }

    @Test
    void partitionIsTheDayInTheFeedsZone() throws IOException {
        Feed feed = FeedFile.parse("f.yaml", """
                feed: f
                format: csv
                table: f
                zone: America/New_York
                columns:
                  - {name: v, from: V, type: timestamp, formats: ['yyyy-MM-dd HH:mm'], precision: how}
                partition: {column: dt, from: v, by: day}
                """);
        Path file = Files.writeString(folder.resolve("f"), "V\n2024-07-04 23:30\n2024-07-05 00:30\n");
        ParsedFile parsed = ParsedFile.of(feed, file);
        assertThat(parsed.rows())
                .containsExactly(
                        new ParsedFile.Row("2024-07-04", List.of("2024-07-05T03:30:00Z", "day")),
                        new ParsedFile.Row("2024-07-05", List.of("2024-07-05T04:30:00Z", "day")));
    }

    @Test
    void messagesSayWhatWasExpectedAndFound() throws IOException {
        Feed feed = TestFeeds.of("""
                zone: Europe/Berlin
                columns:
                  - {name: a, from: A, type: date, formats: [dd/MM/yyyy, dd/MM/yy]}
                  - {name: b, from: B, type: "decimal(6,2)", min: 0, max: 10}
                  - {name: c, from: C, type: string, maxLength: 2}
                  - {name: d, from: D, type: string, allowed: [x, y]}
                  - {name: e, from: E, type: timestamp, formats: ["yyyy-MM-dd HH:mm"]}
                """);
        String good = "01/01/2024,1,cc,x,2024-01-01 00:00";
        Path file = Files.writeString(
                folder.resolve("f"),
                "A,B,C,D,E\n" + good + "\n" + good.replace("01/01", "31/02") + "\n" + good.replace(",1,", ",11,") + "\n"
                        + good.replace(",1,", ",1.234,") + "\n" + good.replace("cc", "ccc") + "\n"
                        + good.replace("x", "z") + "\n"
                        + good.replace("2024-01-01 00:00", "2024-03-31 02:15") + "\n" + good.replace("cc", "") + "\n");
        ParsedFile parsed = ParsedFile.of(feed, file);
        assertThat(parsed.rows()).hasSize(1);
        assertThat(parsed.faults())
                .containsExactly(
                        "3: type: A: expected a date dd/MM/yyyy or dd/MM/yy, found 31/02/2024",
                        "4: range: B: expected a number of at least 0 and at most 10, found 11",
                        "5: type: B: expected a number with at most 4 digits before and 2 behind the point, found 1.234",
                        "6: length: C: expected at most 2 characters, found ccc",
                        "7: allowed: D: expected one of x, y, found z",
                        "8: range: E: expected a time that exists in Europe/Berlin, found 2024-03-31 02:15",
                        "9: required: C: expected a value, found nothing");
    }
}
