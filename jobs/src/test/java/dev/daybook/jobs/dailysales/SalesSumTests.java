package dev.daybook.jobs.dailysales;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.ops.ExecutionView;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.Sales;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Money is exact however much of it there is: DuckDB's sum over the table is the sum of what was written to the file. */
class SalesSumTests {

    @TempDir
    private Path folder;

    @Test
    void theTablesRevenueIsTheSumOfTheFilesToTheCent() throws IOException {
        assertSum(50_000);
    }

    @Test
    @Tag("crash")
    void theRevenueOfAMillionSalesIsTheSumOfTheFilesToTheCent() throws IOException {
        assertSum(1_000_000);
    }

    private void assertSum(int sales) throws IOException {
        DataFolder data = new DataFolder(folder.resolve("data"));
        data.loadDay(
                "feed",
                "products",
                "file",
                Sales.catalogue(folder, "2024-04-01", "D1,2.50", "D2,7.00").toString());
        Random random = new Random(4);
        BigDecimal sum = BigDecimal.ZERO;
        Path file = folder.resolve("sales-2024-04-18.json");
        try (Writer out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < sales; i++) {
                int quantity = 1 + random.nextInt(50);
                BigDecimal price = BigDecimal.valueOf(random.nextLong(1, 100_000_000), 2);
                BigDecimal revenue = price.multiply(BigDecimal.valueOf(quantity));
                sum = sum.add(revenue);
                out.write(
                        "%s{\"order_id\":\"O%d\",\"product_id\":\"D%d\",\"quantity\":%d,\"price\":%s,\"revenue\":%s,\"date\":\"2024-04-18 %02d:%02d:%02d.%06d\"}"
                                .formatted(
                                        i == 0 ? "[" : ",\n",
                                        i,
                                        1 + i % 2,
                                        quantity,
                                        price,
                                        revenue,
                                        i % 24,
                                        i % 60,
                                        i % 59,
                                        i % 1_000_000));
            }
            out.write("]");
        }
        ExecutionView run = data.loadDay("file", file.toString());
        assertThat(run.written()).isEqualTo(sales);
        assertThat(data.query("select sum(revenue) from sales")).containsExactly(sum.toPlainString());
    }
}
