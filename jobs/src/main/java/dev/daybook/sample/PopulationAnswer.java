package dev.daybook.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Two states of an interface's answer with the population of a nation, in its older form and in the one that followed, and
 * what loading them must give. The second has a year more, and a number corrected.
 */
final class PopulationAnswer {

    private static final long SEED = 20_260_401;
    private static final String NATION = "01000US";
    private static final int CORRECTED = 2016;

    private PopulationAnswer() {}

    private record Year(int year, long population) {}

    /** Writes both states into folders of one, and what they must give into those of the other. */
    static void write(Path folder, Path expected) throws IOException {
        List<Year> first = years();
        List<Year> second = new ArrayList<>();
        first.forEach(one -> second.add(one.year() == CORRECTED ? new Year(CORRECTED, one.population() + 1_234) : one));
        second.add(new Year(Productivity.LAST_YEAR + 1, 325_719_178));
        write(folder.resolve("first"), older(first));
        write(folder.resolve("second"), newer(second));
        writeExpected(expected.resolve("first"), first);
        writeExpected(expected.resolve("second"), second);
        writeExpected(expected.resolve("third"), second);
    }

    private static List<Year> years() {
        SeededRandom random = new SeededRandom(SEED);
        List<Year> years = new ArrayList<>();
        long population = 310_000_000;
        for (int year = Productivity.FIRST_YEAR; year <= Productivity.LAST_YEAR; year++) {
            population += 1_500_000 + random.below(1_000_000);
            years.add(new Year(year, population));
        }
        return years;
    }

    private static void write(Path folder, String answer) throws IOException {
        Files.writeString(Files.createDirectories(folder).resolve("nation.json"), answer);
    }

    /** The newest year comes first, and years are texts. */
    private static String older(List<Year> years) {
        List<String> rows = new ArrayList<>();
        for (Year one : years) {
            rows.add(0, """
                        {
                          "ID Nation": "%s",
                          "Nation": "United States",
                          "ID Year": %d,
                          "Year": "%2$d",
                          "Population": %d,
                          "Slug Nation": "united-states"
                        }""".formatted(NATION, one.year(), one.population())
                    .indent(4)
                    .stripTrailing());
        }
        return """
                {
                  "data": [
                %s
                  ],
                  "source": [
                    {
                      "measures": [
                        "Population"
                      ],
                      "annotations": {
                        "source_name": "Nobody",
                        "source_description": "These numbers are invented."
                      },
                      "substitutions": []
                    }
                  ]
                }
                """.formatted(String.join(",\n", rows));
    }

    private static String newer(List<Year> years) {
        List<String> rows = years.stream()
                .map(one -> "{\"Nation ID\":\"%s\",\"Nation\":\"United States\",\"Year\":%d,\"Population\":%d.0}"
                        .formatted(NATION, one.year(), one.population()))
                .toList();
        return "{\"annotations\":{\"source_name\":\"Nobody\"},\"page\":{\"limit\":0,\"offset\":0,\"total\":%d},\"columns\":[\"Nation ID\",\"Nation\",\"Year\",\"Population\"],\"data\":[%s]}"
                .formatted(years.size(), String.join(",", rows));
    }

    private static void writeExpected(Path folder, List<Year> years) throws IOException {
        StringBuilder rows = new StringBuilder("nation_id,nation,year,population\n");
        years.forEach(one -> rows.append(Csv.line(
                List.of(NATION, "United States", String.valueOf(one.year()), String.valueOf(one.population())))));
        Files.writeString(Files.createDirectories(folder).resolve("population.csv"), rows);
    }
}
