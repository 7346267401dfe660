package dev.daybook.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import dev.daybook.feed.ParsedBlock.Counts;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All real files of ministers' meetings load. */
class MinistersMeetingsFeedTests {

    private final Feed feed = new Feeds(null).get("ministers-meetings");

    static List<List<String>> expectedCounts() throws IOException {
        return ExpectedCsv.rows(Folders.testResources("visits-ukgov/expected-counts.csv"));
    }

    @Test
    void everyFileIsListed() throws IOException {
        try (Stream<Path> files = Files.list(Folders.sharedData("visits-ukgov"))) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .hasSize(26)
                    .containsExactlyInAnyOrderElementsOf(
                            expectedCounts().stream().map(row -> row.get(0)).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("expectedCounts")
    void fileGivesTheExpectedCounts(List<String> expected) {
        ParsedFile parsed = parse(expected);
        Counts counts = parsed.counts();
        assertThat(parsed.scan().charset()).isEqualTo(Charset.forName(expected.get(2)));
        assertThat(counts)
                .as(() -> parsed.faults().toString())
                .isEqualTo(new Counts(
                        Long.parseLong(expected.get(3)),
                        Long.parseLong(expected.get(4)),
                        Long.parseLong(expected.get(5)),
                        Long.parseLong(expected.get(6)),
                        Long.parseLong(expected.get(8)),
                        0));
        assertThat(counts.read()).isEqualTo(counts.staged() + counts.rejected() + counts.ignored());
        assertThat(counts.staged()).isGreaterThanOrEqualTo((long) Math.ceil(0.95 * (counts.read() - counts.ignored())));
    }

    /** Compared with what the file says, decoded and taken apart by other code. */
    @ParameterizedTest
    @MethodSource("expectedCounts")
    void ministerIsTheOneNamedLastAbove(List<String> expected) throws IOException {
        ParsedFile parsed = parse(expected);
        String text = Files.readString(file(expected), Charset.forName(expected.get(2)));
        List<List<String>> records = ExpectedCsv.records(text);
        List<String> wanted = new ArrayList<>();
        String minister = "";
        for (List<String> record : records.subList(1, records.size())) {
            minister = cell(record, 0).isEmpty() ? minister : cell(record, 0);
            String organisation = cell(record, 2);
            if (!organisation.isEmpty() && !organisation.matches("(?i)nil( return.*)?")) {
                wanted.add(minister + " met " + organisation);
            }
        }
        List<String> found = new ArrayList<>();
        for (int i = 0; i < parsed.rows().size(); i++) {
            found.add(parsed.values("minister").get(i) + " met "
                    + parsed.values("organisation").get(i));
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(wanted);
    }

    private static String cell(List<String> record, int index) {
        String cell = index < record.size() ? record.get(index) : null;
        return cell == null ? "" : cell.replaceAll("^[\\s\u00a0]+|[\\s\u00a0]+$", "");
    }

    @Test
    void charactersAreThoseOfTheFiles() throws IOException {
        TreeSet<String> characters = new TreeSet<>();
        for (List<String> file : expectedCounts()) {
            parse(file).values().stream()
                    .flatMap(List::stream)
                    .filter(value -> value != null)
                    .flatMapToInt(String::codePoints)
                    .filter(c -> c > 0x7e || c < ' ')
                    .forEach(c -> characters.add(Character.getName(c)));
        }
        assertThat(characters)
                .as("the superscript two stands in a header only")
                .containsExactly(
                        "EN DASH",
                        "LEFT DOUBLE QUOTATION MARK",
                        "LEFT SINGLE QUOTATION MARK",
                        "NO-BREAK SPACE",
                        "RIGHT DOUBLE QUOTATION MARK",
                        "RIGHT SINGLE QUOTATION MARK");
    }

    @Test
    void precisionSaysHowMuchOfADateAFileGave() throws IOException {
        Map<String, Integer> precisions = new TreeMap<>();
        for (List<String> file : expectedCounts()) {
            ParsedFile parsed = parse(file);
            for (int i = 0; i < parsed.rows().size(); i++) {
                String precision = parsed.values("date_precision").get(i);
                String date = parsed.values("meeting_date").get(i);
                assertThat(date).endsWith("-01");
                assertThat(parsed.rows().get(i).partition()).isEqualTo(date.substring(0, 4));
                precisions.merge(precision, 1, Integer::sum);
            }
        }
        assertThat(precisions).isEqualTo(Map.of("month", 1258, "quarter", 2));
    }

    @Test
    void regularMeetingOfAQuarterIsDatedByItsFirstMonth() {
        ParsedFile parsed =
                ParsedFile.of(feed, Folders.sharedData("visits-ukgov").resolve("bmmeetingsjanmar2012.csv"));
        assertThat(parsed.values().get(0))
                .containsExactly(
                        "Leader of the House of Commons, Lord Privy Seal, The Rt Hon George Young MP",
                        "2012-01-01",
                        "quarter",
                        "IPSA",
                        "Bilaterals");
    }

    @Test
    void fileWithoutAnyYearAsksForOne() {
        Path file = Folders.sharedData("visits-ukgov").resolve("comeetingsjulysep.csv");
        assertThatThrownBy(() -> ParsedFile.of(feed, file))
                .isInstanceOf(DaybookException.class)
                .hasMessage("meeting_date 'July' has no year, and neither has the file's name: pass year=YYYY")
                .extracting(e -> ((DaybookException) e).kind())
                .isEqualTo(DaybookException.Kind.CONFIGURATION);
        assertThatThrownBy(() -> ParsedFile.of(feed, file, Map.of("year", "12")))
                .hasMessage("year: expected a year such as 2012, found '12'");
    }

    private ParsedFile parse(List<String> expected) {
        String year = expected.get(1);
        return ParsedFile.of(feed, file(expected), year == null ? Map.of() : Map.of("year", year));
    }

    private static Path file(List<String> expected) {
        return Folders.sharedData("visits-ukgov").resolve(expected.get(0));
    }
}
