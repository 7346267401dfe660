package dev.daybook.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.feed.ParsedBlock.Counts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nine messy files of other people, cell by cell against values written down by reading them. */
class MessyFilesTests {

    private static final Path EXPECTED = Folders.testResources("messy/expected");
    private static final int LISTED_AT_EACH_END = 3;

    static List<List<String>> summary() throws IOException {
        return ExpectedCsv.rows(EXPECTED.resolve("summary.csv"));
    }

    @ParameterizedTest
    @MethodSource("summary")
    void fileGivesTheValuesReadInIt(List<String> expected) throws IOException {
        Path file = Folders.sharedData("messy").resolve(expected.get(0));
        Feed feed = new Feeds(null)
                .get(Folders.testResources("messy/feeds/" + expected.get(1) + ".yaml")
                        .toString());
        ParsedFile parsed = ParsedFile.of(feed, file);

        assertThat(parsed.faults()).isEmpty();
        assertThat(parsed.counts())
                .isEqualTo(new Counts(
                        number(expected, 3),
                        number(expected, 4),
                        number(expected, 5),
                        number(expected, 6),
                        number(expected, 8),
                        0));
        assertThat(expected.get(2)).isEqualTo(parsed.rows().isEmpty() ? "EMPTY" : "LOADED");
        List<List<String>> listed = ExpectedCsv.rows(EXPECTED.resolve(expected.get(1) + ".csv"));
        if (expected.get(9).equals("all")) {
            assertThat(parsed.values()).isEqualTo(listed);
        } else {
            assertThat(parsed.values())
                    .startsWith(listed.subList(0, LISTED_AT_EACH_END).toArray(new List[0]));
            assertThat(parsed.values())
                    .endsWith(listed.subList(LISTED_AT_EACH_END, listed.size()).toArray(new List[0]));
        }
        assertThat(sha256(parsed.values())).isEqualTo(expected.get(10));
    }

    private static long number(List<String> cells, int index) {
        return Long.parseLong(cells.get(index));
    }

    private static String sha256(List<List<String>> rows) {
        String text = rows.stream()
                .map(row -> row.stream().map(v -> v == null ? "\\N" : v).collect(Collectors.joining("\u001f")))
                .collect(Collectors.joining("\u001e"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
