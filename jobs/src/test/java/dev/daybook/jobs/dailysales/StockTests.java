package dev.daybook.jobs.dailysales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StockTests {

    private static final LocalDate FIRST = LocalDate.of(2024, 4, 1);

    private final Map<String, FirstCount> counts = new HashMap<>();

    private void counted(String product, int day, int quantity) {
        counts.put(product, new FirstCount(FIRST.withDayOfMonth(day), quantity));
    }

    /** @param movements such as {@code A-3} for three sold of A, {@code B+50} for fifty delivered of B */
    private static Movements movements(String... movements) {
        Movements day = new Movements();
        for (String movement : movements) {
            String product = movement.substring(0, 1);
            int quantity = Integer.parseInt(movement.substring(2));
            if (movement.charAt(1) == '-') {
                day.addSold(product, quantity);
            } else {
                day.addRestocked(product, quantity);
            }
        }
        return day;
    }

    private static List<String> texts(List<InventoryRow> rows) {
        List<String> texts = new ArrayList<>();
        rows.forEach(row -> texts.add("%s %d-%d+%d=%d"
                .formatted(row.productId(), row.opening(), row.sold(), row.restocked(), row.closing())));
        return texts;
    }

    @ParameterizedTest
    @CsvSource({
        "nothing moves, '', A 10-0+0=10",
        "some is sold, A-3, A 10-3+0=7",
        "sold twice, A-3 A-4, A 10-7+0=3",
        "delivered, A+50, A 10-0+50=60",
        "sold and delivered, A-12 A+50, A 10-12+50=48",
        "all is sold, A-10, A 10-10+0=0",
        "more is sold than there is, A-13, A 10-13+0=-3",
    })
    void aDayClosesWithWhatWasThereLessWhatWasSoldAndWhatCameIn(String name, String movements, String expected) {
        counted("A", 1, 10);
        String[] each = movements.isEmpty() ? new String[0] : movements.split(" ");
        assertThat(texts(new Stock(counts, Map.of()).on(FIRST, movements(each))))
                .containsExactly(expected);
    }

    @Test
    void aDayOpensWithWhatTheDayBeforeHasLeft() {
        counted("A", 1, 10);
        counted("B", 1, 5);
        Stock stock = new Stock(counts, Map.of());
        stock.on(FIRST, movements("A-15"));
        assertThat(texts(stock.on(FIRST.plusDays(1), Movements.NONE))).containsExactly("A -5-0+0=-5", "B 5-0+0=5");
        assertThat(texts(stock.on(FIRST.plusDays(2), movements("A+80", "B-1"))))
                .containsExactly("A -5-0+80=75", "B 5-1+0=4");
    }

    @Test
    void begunInTheMiddleItGoesOnAsItWouldHave() {
        counted("A", 1, 10);
        assertThat(texts(new Stock(counts, Map.of("A", 7)).on(FIRST.plusDays(4), movements("A-1"))))
                .containsExactly("A 7-1+0=6");
    }

    @Test
    void beforeTheFirstCatalogueThereIsNoInventory() {
        counted("A", 3, 10);
        Stock stock = new Stock(counts, Map.of());
        assertThat(stock.on(FIRST, movements("A-4", "X-1"))).isEmpty();
        assertThat(stock.on(FIRST.plusDays(1), movements("A-4"))).isEmpty();
        assertThat(texts(stock.on(FIRST.plusDays(2), movements("A-4")))).containsExactly("A 10-4+0=6");
        assertThat(new Stock(Map.of(), Map.of()).on(FIRST, movements("A-4"))).isEmpty();
    }

    @Test
    void aProductOfALaterCatalogueComesInOnItsDayWithWhatWasCountedThen() {
        counted("A", 1, 10);
        counted("B", 2, 20);
        Stock stock = new Stock(counts, Map.of());
        assertThat(texts(stock.on(FIRST, movements("B-4")))).containsExactly("A 10-0+0=10");
        assertThat(texts(stock.on(FIRST.plusDays(1), movements("B-5")))).containsExactly("A 10-0+0=10", "B 20-5+0=15");
    }

    @Test
    void whatIsSoldOfAProductOfNoCatalogueIsAccountedFor() {
        counted("A", 1, 10);
        Stock stock = new Stock(counts, Map.of());
        assertThat(texts(stock.on(FIRST, movements("X-4")))).containsExactly("A 10-0+0=10", "X 0-4+0=-4");
        assertThat(texts(stock.on(FIRST.plusDays(1), movements("X+5")))).containsExactly("A 10-0+0=10", "X -4-0+5=1");
    }

    @Test
    void aRowThatDoesNotAddUpCannotBeMade() {
        assertThatThrownBy(() -> new InventoryRow("A", 10, 3, 0, 8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stock of A does not add up: 10 - 3 + 0 is not 8");
    }

    @Test
    void numbersBeyondThoseOfTheTableStayAtItsBorders() {
        counted("A", 1, 10);
        counted("B", 1, 10);
        Stock stock = new Stock(counts, Map.of());
        String most = "2147483647";
        assertThat(texts(stock.on(FIRST, movements("A-2000000000", "A-2000000000", "B+2000000000", "B+2000000000"))))
                .containsExactly("A 10-" + most + "+0=-2147483637", "B 10-0+" + most + "=" + most);
        assertThat(texts(stock.on(FIRST.plusDays(1), movements("A-2000000000", "B-7"))))
                .containsExactly("A -2147483637-2000000000+0=-2147483648", "B " + most + "-7+0=2147483640");
    }
}
