package dev.daybook.jobs.dailysales;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueChangeTests {

    private static final LocalDate NEVER = LocalDate.MAX;

    /** @param counts such as {@code A 05 10} for ten of A on the fifth, with semicolons between */
    private static Map<String, FirstCount> counts(String counts) {
        Map<String, FirstCount> all = new HashMap<>();
        for (String one : counts.isEmpty() ? new String[0] : counts.split("; ")) {
            String[] parts = one.split(" ");
            all.put(parts[0], new FirstCount(day(parts[1]), Integer.parseInt(parts[2])));
        }
        return all;
    }

    private static LocalDate day(String day) {
        return LocalDate.parse("2024-04-" + day);
    }

    @ParameterizedTest
    @CsvSource({
        "nothing is new, A 05 10, A 05 10, never",
        "a product comes in later, A 05 10, A 05 10; B 09 3, 09",
        "two come in, A 05 10, A 05 10; C 08 1; B 09 3, 08",
        "another number, A 05 10; B 05 1, A 05 11; B 05 1, 05",
        "an earlier catalogue has it, A 05 10, A 03 10, 03",
        "the first catalogue lost it, A 03 10, A 05 10, 03",
        "no catalogue has it any more, A 03 10; B 04 1, A 03 10, first",
        "it was sold before a catalogue had it, A 05 10, A 05 10; X 09 3, first",
        "there was none before, '', A 05 10, 05",
    })
    void theInventoryChangesFromTheDayOnWhichAProductComesInOtherwise(
            String name, String before, String now, String expected) {
        LocalDate first = new CatalogueChange(counts(before), counts(now))
                .firstDay(day -> day.equals(day("08")) ? Set.of("A", "X") : Set.of());
        assertThat(first)
                .isEqualTo(
                        switch (expected) {
                            case "never" -> NEVER;
                            case "first" -> LocalDate.MIN;
                            default -> day(expected);
                        });
    }
}
