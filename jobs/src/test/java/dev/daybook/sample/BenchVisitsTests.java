package dev.daybook.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchVisitsTests {
    private static final int ROWS = 50_000;
    private static final Pattern BAD = Pattern.compile("31/02/21,.*|[^,]*,,.*|[^,]*,[^,]*,[^,]*,LUNCH,.*");

    @TempDir
    Path folder;

    @Test
    void sidecarSaysWhatIsInTheFile() throws IOException {
        Path file = folder.resolve("bench.csv");
        BenchVisits.write(file, ROWS, 0.01, 7);
        List<String> lines = Files.readAllLines(file);
        List<String> rows = lines.subList(1, lines.size());
        Set<String> good = new HashSet<>();
        int bad = 0;
        int duplicates = 0;
        for (String row : rows) {
            if (BAD.matcher(row).matches()) {
                bad++;
            } else if (!good.add(row)) {
                duplicates++;
            }
        }
        assertThat(rows).hasSize(ROWS);
        assertThat(bad).isBetween(ROWS / 125, ROWS / 80);
        assertThat(duplicates).isBetween(ROWS / 700, ROWS / 400);
        assertThat(folder.resolve("bench.csv.expected.json"))
                .hasContent("{\"rows\": %d, \"bad\": %d, \"duplicates\": %d, \"bytes\": %d}\n"
                        .formatted(ROWS, bad, duplicates, Files.size(file)));
    }

    @Test
    void rowsAreAboutAsLongAsTheBenchmarkAssumes() throws IOException {
        Path file = folder.resolve("bench.csv");
        BenchVisits.write(file, ROWS, 0.001, 7);
        assertThat(Files.size(file) / ROWS).isBetween(117L, 123L);
    }

    @Test
    void sameSeedGivesTheSameFileAndAnotherSeedAnother() throws IOException {
        BenchVisits.write(folder.resolve("first.csv"), 1_000, 0.001, 1);
        BenchVisits.write(folder.resolve("again.csv"), 1_000, 0.001, 1);
        BenchVisits.write(folder.resolve("other.csv"), 1_000, 0.001, 2);
        assertThat(folder.resolve("again.csv")).hasSameBinaryContentAs(folder.resolve("first.csv"));
        assertThat(Files.mismatch(folder.resolve("first.csv"), folder.resolve("other.csv")))
                .isNotNegative();
    }
}
