package dev.daybook.jobs.dailysales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import dev.daybook.jobs.dailysales.InventoryInputs.Mark;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventoryPlanTests {

    private static final LocalDate CATALOGUE = LocalDate.of(2024, 3, 20);
    private static final List<Mark> NOW =
            marks("products/2024-03-20/1 sales/2024-03/4 sales/2024-04/9 restocks/2024-04/3");

    /** @param marks such as {@code sales/2024-04/9} with blanks between */
    private static List<Mark> marks(String marks) {
        return Arrays.stream(marks.split(" "))
                .map(mark -> mark.split("/"))
                .map(mark -> new Mark(mark[0], mark[1], Integer.parseInt(mark[2])))
                .toList();
    }

    private static InventoryPlan plan(String before, String newestSale, String newestDay, Optional<LocalDate> date) {
        return plan(before, newestSale, newestDay, LocalDate.MAX, date);
    }

    private static InventoryPlan plan(
            String before, String newestSale, String newestDay, LocalDate recounted, Optional<LocalDate> date) {
        List<LocalDate> days = newestDay.isEmpty()
                ? List.of()
                : CATALOGUE.datesUntil(LocalDate.parse(newestDay).plusDays(1)).toList();
        return InventoryPlan.of(
                new InventoryPlan.State(CATALOGUE, LocalDate.parse(newestSale), days),
                NOW,
                marks(before),
                recounted,
                date);
    }

    @ParameterizedTest
    @CsvSource({
        "another day of sales, sales/2024-04/8, 2024-04-11, 2024-04-10, 2024-04-01, 2024-04-11",
        "an earlier month was replaced, sales/2024-03/3, 2024-04-10, 2024-04-10, 2024-03-20, 2024-04-10",
        "a delivery alone, restocks/2024-04/2, 2024-04-10, 2024-04-10, 2024-04-01, 2024-04-10",
        "sales were withdrawn from the end, sales/2024-04/8, 2024-04-07, 2024-04-10, 2024-04-01, 2024-04-10",
    })
    void computesFromTheFirstDayThatMayHaveChangedToTheNewest(
            String name, String changed, String newestSale, String newestDay, String from, String to) {
        String part = changed.substring(0, changed.lastIndexOf('/'));
        String before = String.join(
                " ",
                NOW.stream()
                        .map(mark -> mark.table() + "/" + mark.partition() + "/" + mark.generation())
                        .map(mark -> mark.startsWith(part + "/") ? changed : mark)
                        .toList());
        assertThat(plan(before, newestSale, newestDay, Optional.empty()))
                .isEqualTo(new InventoryPlan(LocalDate.parse(from), LocalDate.parse(to)));
    }

    private static String all() {
        return "products/2024-03-20/1 sales/2024-03/4 sales/2024-04/9 restocks/2024-04/3";
    }

    @Test
    void theFirstInventoryBeginsWithTheCatalogue() {
        assertThat(plan("sales/1999-01/1", "2024-04-10", "", Optional.empty()))
                .isEqualTo(new InventoryPlan(CATALOGUE, LocalDate.of(2024, 4, 10)));
    }

    @Test
    void thereIsNothingToDoWhenNothingHasChanged() {
        assertThat(plan(all(), "2024-04-10", "2024-04-10", Optional.empty()).days())
                .isZero();
        assertThat(plan(all(), "2024-04-10", "2024-04-10", Optional.of(LocalDate.of(2024, 4, 9)))
                        .days())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "2024-04-05, 2024-04-05",
        "2024-03-20, 2024-03-20",
        "+999999999-12-31, ''",
        "-999999999-01-01, 2024-03-20",
    })
    void anotherCatalogueMattersFromTheDayProductsComeInOtherwise(String recounted, String from) {
        String before = all().replace("products/2024-03-20/1", "products/2024-03-20/0");
        InventoryPlan plan = plan(before, "2024-04-10", "2024-04-10", LocalDate.parse(recounted), Optional.empty());
        assertThat(plan.days() == 0 ? "" : plan.from().toString()).isEqualTo(from);
    }

    @Test
    void aBusinessDateOnWhichNothingWasSoldHasAnInventory() {
        assertThat(plan(all(), "2024-04-10", "2024-04-10", Optional.of(LocalDate.of(2024, 4, 12))))
                .isEqualTo(new InventoryPlan(LocalDate.of(2024, 4, 11), LocalDate.of(2024, 4, 12)));
    }

    @Test
    void withoutACatalogueThereIsNothingToDo() {
        InventoryPlan plan = InventoryPlan.of(
                new InventoryPlan.State(LocalDate.MAX, LocalDate.of(2024, 4, 10), List.of()),
                marks("sales/2024-04/1"),
                List.of(),
                LocalDate.MAX,
                Optional.of(LocalDate.of(2024, 4, 10)));
        assertThat(plan.days()).isZero();
    }

    @Test
    void aCatalogueFromAnotherAgeIsRefused() {
        assertThatThrownBy(() -> InventoryPlan.of(
                        new InventoryPlan.State(LocalDate.of(204, 4, 1), LocalDate.of(2024, 4, 10), List.of()),
                        marks("products/0204-04-01/1"),
                        List.of(),
                        LocalDate.of(204, 4, 1),
                        Optional.empty()))
                .isInstanceOf(DaybookException.class)
                .hasMessageContaining("would begin on 0204-04-01")
                .hasMessageContaining("daybook rollback products 0204-04-01");
    }
}
