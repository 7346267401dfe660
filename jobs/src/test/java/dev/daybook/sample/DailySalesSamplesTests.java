package dev.daybook.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.testing.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the disk store's files are what README.md says of them. {@link SampleDataTests} guards their bytes. */
class DailySalesSamplesTests {

    private static final Path INPUTS = Samples.folder().resolve("daily-sales");
    private static final Path EXPECTED = Samples.expected("daily-sales");
    private static final long MOST_BYTES = 400 << 10;

    private static String sales(int day) {
        return read(INPUTS.resolve("sales-2024-04-%02d.json".formatted(day)));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rows behind the header. */
    private static List<String[]> rows(Path csv) {
        return read(csv).lines().skip(1).map(line -> line.split(",", -1)).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | \"date\": \"2024-03-31 21:07:45.116970\"",
                "3 | \"quantity\": \\d+, \"revenue\": [\\d.]+, \"date\"",
                "3 | \"price\": null, \"revenue\": [\\d.]+, \"date\"",
                "4 | \\{\"date\": .* \"order_id\": \"O\\d+\"\\}",
                "5 | \"quantity\": \\d+, \"date\"",
                "5 | \"price\": null, \"date\"",
                "7 | \"D999\"",
                "8 | \"quantity\": 0,",
                "9 | \"quantity\": -2,",
                "10 | \"D0[34][09]\"",
                "14 | \"2024-04-13 21:50:10.000000\"",
                "15 | \"2024-04-18 09:30:00.000000\"",
                "16 | \"quantity\": , \"price\"",
                "22 | \"date\": \"2024-04-22T\\d\\d:\\d\\d:\\d\\d\"",
            })
    void aDayHasWhatGoesWrongOnIt(int day, String mark) {
        assertThat(Pattern.compile(mark).matcher(sales(day)).find()).isTrue();
    }

    @Test
    void oneDayHasNoSalesAndOneNoFile() {
        assertThat(sales(21)).isEqualTo("[]\n");
        assertThat(INPUTS.resolve("sales-2024-04-28.json")).doesNotExist();
        assertThat(INPUTS.resolve("restocks-2024-04-28.json")).exists();
    }

    @Test
    void countsOfEachDayAddUp() {
        for (String[] day : rows(EXPECTED.resolve("days.csv"))) {
            long elements = read(INPUTS.resolve("sales-" + day[0] + ".json"))
                    .lines()
                    .filter(line -> line.startsWith("{"))
                    .count();
            assertThat(elements).as(day[0]).isEqualTo(Long.parseLong(day[1]));
            assertThat(Integer.parseInt(day[2]) + Integer.parseInt(day[3]) + Integer.parseInt(day[4]))
                    .as(day[0])
                    .isEqualTo(Integer.parseInt(day[1]));
        }
    }

    @Test
    void rejectsPointAtTheirElements() {
        List<String[]> rejects = rows(EXPECTED.resolve("rejects.csv"));
        assertThat(rejects).hasSize(13);
        for (String[] reject : rejects) {
            String file = read(INPUTS.resolve("sales-" + reject[0] + ".json"));
            int offset = Integer.parseInt(reject[2]);
            assertThat(file.substring(offset)).startsWith("{");
            assertThat(file.substring(0, offset).lines().count() + 1).isEqualTo(Long.parseLong(reject[1]));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"inventory.csv", "corrected/inventory.csv"})
    void aDayOpensWithWhatTheDayBeforeHasLeft(String file) {
        Map<String, String> stock = new HashMap<>();
        for (String[] product : rows(EXPECTED.resolve("products.csv"))) {
            // Names have commas; the number behind the price has not.
            String row = String.join(",", product);
            stock.put(product[0], row.replaceFirst("^D\\d+,(\"[^\"]*\"|[^,]*),[^,]*,(\\d+),.*", "$2"));
        }
        for (String[] day : rows(EXPECTED.resolve(file))) {
            String found = day[0] + " " + day[1];
            assertThat(day[2]).as(found).isEqualTo(stock.put(day[1], day[5]));
            assertThat(Integer.parseInt(day[2]) - Integer.parseInt(day[3]) + Integer.parseInt(day[4]))
                    .as(found)
                    .isEqualTo(Integer.parseInt(day[5]));
        }
    }

    @Test
    void theLessThereIsTheMoreIsDelivered() {
        List<Integer> bands = new ArrayList<>();
        for (String[] day : rows(EXPECTED.resolve("inventory.csv"))) {
            int left = Integer.parseInt(day[2]) - Integer.parseInt(day[3]);
            int delivered = Integer.parseInt(day[4]);
            if (delivered > 0) {
                bands.add(band(left));
                assertThat(delivered).as(day[0] + " " + day[1]).isBetween(least(left), most(left));
            }
        }
        assertThat(bands).contains(0, 1, 2, 3, 4, 5);
    }

    private static int band(int left) {
        return left < 0 ? 0 : left < 10 ? 1 : left < 20 ? 2 : left < 30 ? 3 : left <= 60 ? 4 : 5;
    }

    private static int least(int left) {
        return List.of(80, 60, 50, 50, 45, 15).get(band(left));
    }

    private static int most(int left) {
        return List.of(85, 75, 60, 55, 50, 20).get(band(left));
    }

    @Test
    void moreIsSoldThanThereIsOnSomeDays() {
        assertThat(rows(EXPECTED.resolve("inventory.csv")))
                .filteredOn(day -> day[5].startsWith("-"))
                .hasSize(6);
    }

    @Test
    void allOfItIsSmall() throws IOException {
        long bytes = 0;
        for (Path folder : List.of(INPUTS, EXPECTED)) {
            try (Stream<Path> files = Files.walk(folder)) {
                bytes += files.filter(Files::isRegularFile)
                        .mapToLong(file -> file.toFile().length())
                        .sum();
            }
        }
        assertThat(bytes).isLessThan(MOST_BYTES);
    }
}
