package dev.daybook.sample;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * With {@code -Ddaybook.rewrite-samples=true} the committed files are written anew instead of compared.
 */
class SampleDataTests {
    private static final Path SAMPLE_DATA = findSampleData();
    private static final Path EXPECTED = SAMPLE_DATA.resolve("expected");
    private static final Set<String> NOT_GENERATED = Set.of("README.md", ".gitattributes");
    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

    @Test
    void generatesTheCommittedFiles(@TempDir Path generated) throws IOException {
        if (Boolean.getBoolean("daybook.rewrite-samples")) {
            SampleData.generate(SAMPLE_DATA);
        }
        SampleData.generate(generated);
        Map<String, byte[]> expectedFiles = contents(SAMPLE_DATA);
        Map<String, byte[]> generatedFiles = contents(generated);
        assertThat(generatedFiles.keySet()).isEqualTo(expectedFiles.keySet());
        generatedFiles.forEach((file, content) -> assertThat(content).as(file).isEqualTo(expectedFiles.get(file)));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"COPY", "RESPELLED_COPY"})
    void exportHasEachOddityItClaims(RowKind kind) throws IOException {
        assertThat(evidenceOf(kind).matcher(export()).results().count())
                .isGreaterThanOrEqualTo(Math.max(1, kind.count / 10));
    }

    /** For single bytes as characters of ISO-8859-1. At least every tenth row of a kind has the mark looked for. */
    private static Pattern evidenceOf(RowKind kind) {
        return Pattern.compile(
                switch (kind) {
                    case ORDINARY -> "(?m)^\\d\\d/\\d\\d/\\d\\d,[^,\"]+,[^,\"]+,MEETING,[^,\"]+,[^,\"]+,Good,TRUE\r\n";
                    case STRAY_QUOTE -> ",[A-Z0-9][^\",\r\n]*\" [^\",\r\n]*,";
                    case DOUBLED_QUOTES -> "\"\"[A-Za-z]+\"\"";
                    case QUOTED_LF -> "[.]\n";
                    case QUOTED_CRLF -> "[.]\r\n";
                    case QUOTED_CR -> "[.]\r[^\n]";
                    case PADDED_WITH_BLANKS -> "(?m)^\\d\\d/\\d\\d/\\d\\d+ ?,[^,\"]+ ,";
                    case PADDED_WITH_NO_BREAK_SPACES -> "(?m)^\\d\\d/\\d\\d/\\d\\d+[^,]*,[^,]*\u00c2\u00a0\"?,";
                    case IMPOSSIBLE_DATE -> "(?m)^31/02/21,";
                    case UNKNOWN_MEETING_TYPE -> ",LUNCH,";
                    case MISSPELT_FEEDBACK -> ",Excelent,TRUE";
                    case MISSING_CUSTOMER -> "(?m)^\\d\\d/\\d\\d/\\d\\d+, *,";
                    case MISSING_DATE -> "(?m)^ *,[A-Z]";
                    case TOO_FEW_FIELDS -> "(?m)^\\d\\d/[^,\r\n]+,[^,\"\r\n]+,[^,\r\n]+\r?$";
                    case TOO_MANY_FIELDS -> "(?m)^\\d\\d/\\d\\d/\\d\\d+,Harris, Webb & Partners,";
                    case UNDECODABLE_BYTE -> "M\u00fcller|Caf\u00e9 Zo\u00eb,|Na\u00efve|\u0093or else\u0094";
                    case EMPTY_LINE -> "TRUE\r?\n\r?\n\\d\\d/";
                    case COMMAS_ONLY -> "(?m)^,{7}\r?$";
                    case BLANKS_ONLY -> "(?m)^ [ ,]+\r?$";
                    case COPY, RESPELLED_COPY ->
                        throw new IllegalArgumentException("No single row shows that it is a " + kind);
                });
    }

    @Test
    void exportRepeatsRowsExactlyAndWithAnotherSpelling() throws IOException {
        List<String> rows = export().lines()
                .filter(line -> line.matches("\\d\\d/\\d\\d/.*,TRUE") && !line.contains(",Not a row,"))
                .toList();
        assertThat(rows.size() - new HashSet<>(rows).size()).isEqualTo(RowKind.COPY.count);
        assertThat(counts("legacy-visits"))
                .containsEntry("duplicate", RowKind.COPY.count + RowKind.RESPELLED_COPY.count);
    }

    @Test
    void exportMixesLineEndsAndHasNoneAtItsEnd() throws IOException {
        assertThat(export())
                .startsWith("Date,CustomerName,")
                .contains("TRUE\r\n")
                .contains("TRUE\n")
                .endsWith(",TRUE");
    }

    @Test
    void countsAddUp() throws IOException {
        Map<String, Integer> counts = counts("legacy-visits");
        assertThat(counts).containsEntry("read", LegacyVisits.RECORDS);
        assertThat(counts.get("written") + counts.get("rejected") + counts.get("duplicate") + counts.get("ignored"))
                .isEqualTo(LegacyVisits.RECORDS);
        assertThat(sum(counts, key -> key.startsWith("20"))).isEqualTo(counts.get("written"));
        assertThat(sum(counts, List.of("type", "allowed", "required", "field-count", "encoding")::contains))
                .isEqualTo(counts.get("rejected"));
    }

    @Test
    void rejectsPointAtBeginningsOfRecords() throws IOException {
        String export = export();
        List<String> rejects = Files.readAllLines(EXPECTED.resolve("legacy-visits/rejects.csv"));
        assertThat(rejects).hasSize(1 + counts("legacy-visits").get("rejected"));
        for (String reject : rejects.subList(1, rejects.size())) {
            String[] fields = reject.split(",", -1);
            String before = export.substring(0, Integer.parseInt(fields[1]));
            assertThat(before).as(reject).endsWith("\n");
            assertThat(LINE_END.matcher(before).results().count() + 1)
                    .as(reject)
                    .isEqualTo(Long.parseLong(fields[0]));
            String record =
                    export.substring(before.length()).lines().findFirst().orElseThrow();
            if (fields[3].equals("encoding")) {
                assertThatThrownBy(() -> UTF_8.newDecoder().decode(ByteBuffer.wrap(record.getBytes(ISO_8859_1))))
                        .as(reject)
                        .isInstanceOf(CharacterCodingException.class);
            }
        }
    }

    @Test
    void correctedExportOfTheNorthRemovesChangesAndAddsRows() throws IOException {
        Path folder = EXPECTED.resolve("legacy-visits-north");
        Set<String> before = new HashSet<>(Files.readAllLines(folder.resolve("north/visits.csv")));
        Set<String> after = new HashSet<>(Files.readAllLines(folder.resolve("north-corrected/visits.csv")));
        Set<String> onlyBefore = new HashSet<>(before);
        onlyBefore.removeAll(after);
        Set<String> onlyAfter = new HashSet<>(after);
        onlyAfter.removeAll(before);
        assertThat(before).hasSize(1 + LegacyNorth.ROWS);
        assertThat(onlyBefore).hasSize(LegacyNorth.REMOVED + LegacyNorth.CHANGED);
        assertThat(onlyAfter).hasSize(LegacyNorth.ADDED + LegacyNorth.CHANGED);
    }

    @Test
    void secondStateOfProductivityChangesAddsAndRemovesAFile() throws IOException {
        Map<String, byte[]> first = contents(SAMPLE_DATA.resolve("productivity/first"));
        Map<String, byte[]> second = contents(SAMPLE_DATA.resolve("productivity/second"));

        assertThat(first).hasSize(12).containsKey("pr.seasonal");
        assertThat(second).hasSize(12).containsKey("pr.data.2.Preliminary").doesNotContainKey("pr.seasonal");
        assertThat(first.keySet().stream()
                        .filter(second::containsKey)
                        .filter(name -> !Arrays.equals(first.get(name), second.get(name))))
                .containsExactly("pr.data.0.Current");
    }

    /** Values have a form from which every oddity of the bureau's can be told. */
    @ParameterizedTest
    @CsvSource({"first, 540", "second, 557"})
    void valuesOfProductivityAreWrittenAsTheBureauWritesThem(String state, int rows) throws IOException {
        String text = Files.readString(
                SAMPLE_DATA.resolve("productivity").resolve(state).resolve("pr.data.0.Current"));

        assertThat(text)
                .startsWith("series_id        \tyear\tperiod\t       value\tfootnote_codes\r\n")
                .endsWith("\r\n");
        assertThat(text.lines().skip(1))
                .hasSize(rows)
                .allMatch(line ->
                        line.matches("PRS\\d{8} {6}\t20\\d\\d\tQ0[1-5]\t(?=.{12}\t) +-?\\d+\\.(\\d|\\d{3})\tR?"))
                .anyMatch(line -> line.endsWith("\tR"))
                .anyMatch(line -> line.contains("-"));
        assertThat(Files.readAllLines(
                        EXPECTED.resolve("api-sync").resolve(state).resolve("productivity.csv")))
                .hasSize(1 + rows);
    }

    private static String export() throws IOException {
        return Files.readString(SAMPLE_DATA.resolve("legacy-visits/LegacyDataFull.csv"), ISO_8859_1);
    }

    private static Map<String, Integer> counts(String folder) throws IOException {
        String json = Files.readString(EXPECTED.resolve(folder).resolve("counts.json"));
        Map<String, Integer> counts = new TreeMap<>();
        Matcher numbers = Pattern.compile("\"([^\"]+)\": (\\d+)").matcher(json);
        for (MatchResult number : numbers.results().toList()) {
            counts.put(number.group(1), Integer.valueOf(number.group(2)));
        }
        return counts;
    }

    private static int sum(Map<String, Integer> counts, Predicate<String> keys) {
        return counts.entrySet().stream()
                .filter(entry -> keys.test(entry.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** By path; compressed files unpacked, since their bytes depend on the JDK's zlib. */
    private static Map<String, byte[]> contents(Path folder) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!NOT_GENERATED.contains(file.getFileName().toString())) {
                    contents.put(folder.relativize(file).toString(), unpacked(file));
                }
            }
        }
        return contents;
    }

    private static byte[] unpacked(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        if (!file.toString().endsWith(".gz")) {
            return content;
        }
        try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return unpacked.readAllBytes();
        }
    }

    private static Path findSampleData() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("sample-data"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException(
                        "No folder sample-data at or above " + Path.of("").toAbsolutePath());
            }
        }
        return folder.resolve("sample-data");
    }
}
