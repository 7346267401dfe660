package dev.daybook.jobs.legacyimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.daybook.ops.ExecutionView;
import dev.daybook.testing.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers with the population through feeds alone; real ones where they lie beside the repository. */
class PopulationFeedTests {

    private static final String OLDER = """
            {
              "data": [
                {"ID Nation": "01000US", "Nation": "United States", "ID Year": 2014, "Year": "2014", "Population": 318622525, "Slug Nation": "united-states"},
                {"ID Nation": "01000US", "Nation": "United States", "ID Year": 2013, "Year": "2013", "Population": 316128839, "Slug Nation": "united-states"}
              ],
              "source": [{"measures": ["Population"], "annotations": {"table_id": "B01003"}, "substitutions": []}]
            }
            """;

    private static final String NEWER =
            "{\"annotations\":{\"topic\":\"Diversity\"},\"page\":{\"limit\":0,\"offset\":0,\"total\":2},\"columns\":[\"Nation ID\",\"Nation\",\"Year\",\"Population\"],\"data\":["
                    + "{\"Nation ID\":\"01000US\",\"Nation\":\"United States\",\"Year\":2013,\"Population\":316128839.0},"
                    + "{\"Nation ID\":\"01000US\",\"Nation\":\"United States\",\"Year\":2014,\"Population\":318622525.0}]}";

    private static final List<String> ROWS =
            List.of("01000US|United States|2013|316128839", "01000US|United States|2014|318622525");

    @TempDir
    private Path folder;

    private DataFolder data;

    @BeforeEach
    void emptyFolder() {
        data = new DataFolder(folder.resolve("data"));
    }

    private static Path realFile(String name) {
        Optional<Path> found = Optional.empty();
        for (Path place = Path.of("").toAbsolutePath(); place != null && found.isEmpty(); place = place.getParent()) {
            found = Optional.of(place.resolve("shared/data/bls").resolve(name)).filter(Files::exists);
        }
        assumeTrue(found.isPresent(), "the real answers are not here: nothing is shown about them");
        return found.orElseThrow();
    }

    private ExecutionView load(Path file, String feed) {
        return data.load(file, "feed", feed, "key", feed);
    }

    private ExecutionView load(String answer) throws IOException {
        return load(Files.writeString(folder.resolve("population.json"), answer), "population");
    }

    private List<String> rows() {
        return data.query("select nation_id, nation, year, population from population order by year");
    }

    private static List<Long> counts(ExecutionView run) {
        return List.of(run.read(), run.written(), run.rejected(), run.duplicate());
    }

    /** The mean was computed by another program. */
    @Test
    void theRealAnswerOfTheOlderInterfaceBecomesTheTable() {
        ExecutionView run = load(realFile("population.datausa-legacy-nation.2025-05.json"), "population");

        assertThat(run.status()).isEqualTo("COMPLETED");
        assertThat(counts(run)).containsExactly(11L, 11L, 0L, 0L);
        assertThat(data.query("select sum(population) / 6.0 from population where year between 2013 and 2018"))
                .containsExactly("3.17437383E8");
        assertThat(data.query("select sum(population), count(*), min(year), max(year), min(nation_id), max(nation)"
                        + " from population where year between 2013 and 2018"))
                .containsExactly("%d|6|2013|2018|01000US|United States".formatted(6 * 317_437_383L));
    }

    @Test
    void theRealAnswerWithTheStatesBecomesATableOfItsOwn() {
        ExecutionView run = load(realFile("population.tesseract-state.2026-04.json"), "population-state");

        assertThat(run.status()).isEqualTo("COMPLETED");
        assertThat(counts(run)).containsExactly(624L, 624L, 0L, 0L);
        assertThat(data.query("select count(*), count(distinct state_id), count(distinct year) from population_state"))
                .containsExactly("624|52|12");
        assertThat(data.query("select state, year, population from population_state"
                        + " where state_id = '04000US01' and year in (2013, 2021) order by year"))
                .containsExactly("Alabama|2013|4799277", "Alabama|2021|4997675");
    }

    @ParameterizedTest
    @ValueSource(strings = {OLDER, NEWER})
    void bothInterfacesGiveTheSameRows(String answer) throws IOException {
        assertThat(counts(load(answer))).containsExactly(2L, 2L, 0L, 0L);
        assertThat(rows()).isEqualTo(ROWS);
    }

    /** In a row, in the key of the next, in a value, before the end of the array, and behind the rows. */
    @Test
    void anAnswerThatIsCutOffIsNotLoaded() throws IOException {
        load(NEWER);

        for (int length : new int[] {75, 160, 288, 300, 407}) {
            ExecutionView run = load(OLDER.replace("318622525", "1").substring(0, length));

            assertThat(run.status()).as("%d characters", length).isEqualTo("FAILED");
            assertThat(run.message()).contains("population.json", "the end of the file");
        }
        assertThat(rows()).isEqualTo(ROWS);
    }

    @Test
    void whatIsNoAnswerIsRefusedAndSaysWhatItIs() throws IOException {
        load(NEWER);

        for (String answer : List.of(
                "<!DOCTYPE html>\n<html><body>Access denied</body></html>",
                "{\"error\": \"Internal server error\"}",
                "{\"data\": {\"message\": \"moved\"}}",
                "[{\"ID Nation\":\"01000US\",\"Nation\":\"United States\",\"Year\":\"2013\",\"Population\":1}]")) {
            ExecutionView run = load(answer);

            assertThat(run.status()).as(answer).isEqualTo("FAILED");
            assertThat(run.message())
                    .contains("population.json line 1, byte ", "Its rows should be in an array under \"data\".");
        }
        assertThat(rows()).isEqualTo(ROWS);
    }

    @Test
    void anotherLayoutIsAnErrorAndTheTableKeepsWhatItHas() throws IOException {
        load(NEWER);

        for (String key : List.of("\"Population\"", "\"Year\"", "\"Nation ID\"")) {
            ExecutionView run = load(NEWER.replace("{" + key, "{\"Other\"").replace("," + key + ":", ",\"Other\":"));

            assertThat(run.status()).as(key).isEqualTo("FAILED");
        }
        assertThat(rows()).isEqualTo(ROWS);
    }

    @Test
    void anAnswerWithoutRowsIsNoneEither() throws IOException {
        load(NEWER);

        ExecutionView run = load("{\"data\": [], \"source\": []}");

        assertThat(run.status()).isEqualTo("FAILED");
        assertThat(run.message()).contains("has no rows");
        assertThat(rows()).isEqualTo(ROWS);
    }
}
