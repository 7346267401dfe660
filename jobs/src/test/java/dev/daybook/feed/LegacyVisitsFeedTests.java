package dev.daybook.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.feed.ParsedFile.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The committed samples give what their generator says. Duplicates are dropped later, in the table. */
class LegacyVisitsFeedTests {

    private static final Path SAMPLES = Folders.ROOT.resolve("sample-data");

    private final Feed feed = new Feeds(null).get("legacy-visits");

    @ParameterizedTest
    @CsvSource({
        "legacy-visits/LegacyDataFull.csv, legacy-visits",
        "legacy-visits/north/LegacyNorth.csv, legacy-visits-north/north",
        "legacy-visits/north-corrected/LegacyNorth.csv, legacy-visits-north/north-corrected"
    })
    void sampleGivesExpectedRowsRejectsAndCounts(String sample, String expectedFolder) throws IOException {
        Path expected = SAMPLES.resolve("expected").resolve(expectedFolder);
        ParsedFile parsed = ParsedFile.of(feed, SAMPLES.resolve(sample));

        JsonNode counts = new JsonMapper().readTree(Files.readString(expected.resolve("counts.json")));
        assertThat(parsed.counts().read()).isEqualTo(counts.get("read").asLong());
        assertThat(parsed.counts().rejected()).isEqualTo(counts.get("rejected").asLong());
        assertThat(parsed.counts().ignored()).isEqualTo(counts.get("ignored").asLong());
        assertThat(parsed.counts().blank()).isEqualTo(counts.get("blank").asLong());
        assertThat(parsed.counts().staged())
                .isEqualTo(
                        counts.get("written").asLong() + counts.get("duplicate").asLong());
        assertThat(rowsByMonth(parsed)).isEqualTo(numbers(counts.get("rowsByVisitMonth")));

        assertThat(parsed.rejects().stream()
                        .map(r -> List.of(
                                String.valueOf(r.line()),
                                String.valueOf(r.offset()),
                                r.column(),
                                r.rule().id()))
                        .toList())
                .isEqualTo(expectedRejects(expected.resolve("rejects.csv")));

        Set<List<String>> rows = new HashSet<>(parsed.values());
        assertThat(rows).isEqualTo(new HashSet<>(expectedRows(expected)));
        assertThat(rows).hasSize(counts.get("written").asInt());
        assertThat(parsed.hashes())
                .as("equal rows have equal hashes, others do not")
                .hasSize(rows.size());
    }

    @Test
    void fullSampleShowsWhatItIsFor() {
        ParsedFile parsed = ParsedFile.of(feed, SAMPLES.resolve("legacy-visits/LegacyDataFull.csv"));
        assertThat(parsed.rejects())
                .extracting(r -> r.rule().id())
                .contains("type", "allowed", "required", "field-count", "encoding");
        assertThat(parsed.counts().staged()).isGreaterThan(parsed.hashes().size());
        assertThat(parsed.values("vip_customer")).containsOnlyNulls();
        assertThat(parsed.values("legacy")).containsOnly("true");
        assertThat(parsed.values("meeting_details")).anyMatch(d -> d != null && d.contains("\r\n"));
    }

    @Test
    void smallBlocksGiveTheSameAsLargeOnes() {
        Path sample = SAMPLES.resolve("legacy-visits/LegacyDataFull.csv");
        ParsedFile large = ParsedFile.of(feed, sample);
        ParsedFile small = ParsedFile.of(feed, sample, Map.of(), null, 4096);
        assertThat(small.blocks()).hasSizeGreaterThan(200);
        assertThat(small.rejects()).isEqualTo(large.rejects());
        assertThat(small.counts()).isEqualTo(large.counts());
        assertThat(small.rows()).containsExactlyInAnyOrderElementsOf(large.rows());
    }

    private static Map<String, Integer> rowsByMonth(ParsedFile parsed) {
        return new HashSet<>(parsed.rows())
                .stream().collect(Collectors.groupingBy(Row::partition, TreeMap::new, Collectors.summingInt(r -> 1)));
    }

    private static Map<String, Integer> numbers(JsonNode object) {
        Map<String, Integer> numbers = new TreeMap<>();
        object.properties()
                .forEach(entry -> numbers.put(entry.getKey(), entry.getValue().asInt()));
        return numbers;
    }

    private static List<List<String>> expectedRejects(Path file) throws IOException {
        return ExpectedCsv.rows(file).stream()
                .map(reject ->
                        reject.stream().map(cell -> cell == null ? "" : cell).toList())
                .toList();
    }

    private static List<List<String>> expectedRows(Path folder) throws IOException {
        Path file = Stream.of("visits.csv", "visits.csv.gz")
                .map(folder::resolve)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        return ExpectedCsv.rows(file);
    }
}
