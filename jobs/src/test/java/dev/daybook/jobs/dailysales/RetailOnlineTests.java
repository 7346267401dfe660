package dev.daybook.jobs.dailysales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.daybook.ops.ExecutionView;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.Sales;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shop's invoice lines through a feed file alone; seven real days of it where they lie beside the repository. */
class RetailOnlineTests {

    @TempDir
    private Path folder;

    /** Read, written and duplicate rows were counted by another program. */
    @Test
    void everyRowOfTheRealDaysIsARowOrADuplicate() throws IOException {
        Optional<Path> days = realDays();
        assumeTrue(days.isPresent());
        DataFolder data = new DataFolder(folder.resolve("data"));
        List<String> counts = new ArrayList<>();
        try (Stream<Path> files = Files.list(days.get())) {
            for (Path day : files.sorted().toList()) {
                ExecutionView run = data.loadDay("feed", "retail-online", "file", day.toString());
                counts.add("%s %d = %d + %d + %d"
                        .formatted(day.getFileName(), run.read(), run.written(), run.rejected(), run.duplicate()));
            }
        }
        assertThat(counts)
                .containsExactly(
                        "2010-12-01.csv 3108 = 3064 + 0 + 44",
                        "2010-12-02.csv 2109 = 2068 + 0 + 41",
                        "2010-12-03.csv 2202 = 2185 + 0 + 17",
                        "2010-12-05.csv 2725 = 2620 + 0 + 105",
                        "2010-12-06.csv 3878 = 3830 + 0 + 48",
                        "2010-12-07.csv 2963 = 2946 + 0 + 17",
                        "2010-12-08.csv 2647 = 2608 + 0 + 39");
        assertThat(data.query("select count(*) from retail_sales")).containsExactly("19321");
    }

    private static Optional<Path> realDays() {
        for (Path place = Path.of("").toAbsolutePath(); place != null; place = place.getParent()) {
            Path days = place.resolve("shared/data/retail-online");
            if (Files.isDirectory(days)) {
                return Optional.of(days);
            }
        }
        return Optional.empty();
    }

    @Test
    void cancellationsAndZeroPricesAreRows() {
        Path file = Sales.write(
                folder.resolve("2010-12-01.csv"),
                "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
                        + "536365,85123A,LAMP ,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom\n"
                        + "536365,85123A,LAMP,6,2010-12-01 08:26:00,2.550,17850,United Kingdom\n"
                        + "C536379,D,Discount,-1,2010-12-01 09:41:00,27.5,14527.0,United Kingdom\n"
                        + "536414,22139,,56,2010-12-01 11:52:00,0.0,,United Kingdom\n"
                        + "536415,22139,,56,2010-12-02 11:52:00,0.0,,United Kingdom\n");
        DataFolder data = new DataFolder(folder.resolve("data"));
        ExecutionView run = data.loadDay("feed", "retail-online", "file", file.toString());
        assertThat(List.of(run.read(), run.written(), run.rejected(), run.duplicate()))
                .containsExactly(5L, 3L, 1L, 1L);
        assertThat(data.query("select invoice_no, description, quantity, unit_price, customer_id, sale_month"
                        + " from retail_sales order by all"))
                .containsExactly(
                        "536365|LAMP|6|2.55|17850|2010-12",
                        "536414|null|56|0.00|null|2010-12",
                        "C536379|Discount|-1|27.50|14527|2010-12");
    }
}
