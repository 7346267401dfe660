package dev.daybook.jobs.dailysales;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.database.Database;
import dev.daybook.jobs.dailysales.InventoryInputs.Mark;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.OnBothDatabases;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What the database remembers of the inventory. */
@OnBothDatabases
class NegativeStocksTests {

    private static final LocalDate DAY = LocalDate.of(2024, 4, 9);

    @Parameter
    private TestDatabase database;

    @TempDir
    private Path folder;

    private HikariDataSource source;
    private NegativeStocks stocks;

    @BeforeEach
    void open() {
        source = Database.open(new DataFolder(folder, database).settings());
        stocks = new NegativeStocks(source);
    }

    @AfterEach
    void close() {
        source.close();
    }

    private static InventoryDay day(InventoryRow... rows) {
        return new InventoryDay(DAY, List.of(rows), false);
    }

    private static InventoryRow stock(String product, int closing) {
        return InventoryRow.of(product, 10, 10 - closing, 0);
    }

    @Test
    void whoeverIsSoldOutIsToldOfOnce() {
        stocks.note(day(stock("A", -3), stock("B", 0), stock("C", -1)));
        assertThat(stocks.announce()).containsExactly(new NegativeStock(DAY, "A", -3), new NegativeStock(DAY, "C", -1));
        stocks.note(day(stock("A", -4), stock("B", 0), stock("C", -1)));
        assertThat(stocks.announce()).isEmpty();
    }

    @Test
    void whatIsNotAnnouncedYetIsToldAsItIsNow() {
        stocks.note(day(stock("A", -3), stock("B", -1)));
        stocks.note(day(stock("A", -2), stock("B", 1)));
        assertThat(stocks.announce()).extracting(NegativeStock::toString).containsExactly("2024-04-09 A: -2");
    }

    @Test
    void whoeverIsSoldOutAgainIsToldOfAgain() {
        stocks.note(day(stock("A", -3)));
        stocks.announce();
        stocks.note(day(stock("A", 0)));
        stocks.note(day(stock("A", -1)));
        assertThat(stocks.announce()).containsExactly(new NegativeStock(DAY, "A", -1));
    }

    @Test
    void marksAreThoseSavedLast() {
        InventoryMarks marks = new InventoryMarks(source);
        assertThat(marks.saved()).isEmpty();
        Map<String, FirstCount> counts = Map.of("A", new FirstCount(DAY, 3), "B", new FirstCount(DAY, 0));
        marks.save(List.of(new Mark("sales", "2024-04", 1), new Mark("products", "2024-04-01", 1)), counts);
        assertThat(marks.savedCounts()).isEqualTo(counts);
        List<Mark> later = List.of(new Mark("sales", "2024-04", 2), new Mark("restocks", "2024-04", 1));
        marks.save(later, Map.of("B", new FirstCount(DAY, 1)));
        assertThat(marks.savedCounts()).containsExactly(Map.entry("B", new FirstCount(DAY, 1)));
        assertThat(marks.saved()).containsExactlyInAnyOrderElementsOf(later);
    }
}
