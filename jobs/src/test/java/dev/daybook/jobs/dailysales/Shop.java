package dev.daybook.jobs.dailysales;

import static dev.daybook.testing.Sales.sale;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.ops.ExecutionView;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.Leftovers;
import dev.daybook.testing.Sales;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A small shop with products A, B and C, of which there are 10, 5 and 0 when April 2024 begins. */
final class Shop {

    private final Path folder;
    private final DataFolder data;

    Shop(Path folder, TestDatabase database) {
        this.folder = folder;
        this.data = new DataFolder(folder.resolve("data"), database);
        loadCatalogue("2024-04-01", "A,10", "B,5", "C,0");
    }

    DataFolder data() {
        return data;
    }

    void loadCatalogue(String date, String... products) {
        StringBuilder csv = new StringBuilder("product_id,name,manufacturer,type,interface,storage,size,read_speed,"
                + "write_speed,warranty,price,instock,description\n");
        for (String product : products) {
            String[] parts = product.split(",");
            csv.append("%s,Disk %s,Tern,SSD,SATA,512GB,2.5,560,530,2 years,2.50,%s,%n"
                    .formatted(parts[0], parts[0], parts[1]));
        }
        Path file = Sales.write(folder.resolve("catalogue-" + date + ".csv"), csv.toString());
        assertThat(data.loadDay("feed", "products", "file", file.toString()).status())
                .isEqualTo("COMPLETED");
    }

    /** @param sales such as {@code A-3} */
    Path sales(String date, String... sales) {
        List<String> elements = new ArrayList<>();
        for (String of : sales) {
            String order = "O%s%d".formatted(date, elements.size());
            elements.add(sale(order, of.substring(0, 1), Integer.parseInt(of.substring(2)), date + " 10:00:00.000000"));
        }
        return Sales.file(folder, date, elements.toArray(new String[0]));
    }

    ExecutionView load(String date, String... sales) {
        ExecutionView run = data.loadDay("file", sales(date, sales).toString());
        assertThat(run.status()).as(String.valueOf(run.message())).isEqualTo("COMPLETED");
        return run;
    }

    void deliver(String date, String product, int quantity) {
        Path file = Sales.write(
                folder.resolve("restocks-" + date + ".json"),
                "[{\"product_id\": \"%s\", \"quantity\": %d, \"date\": \"%s\"}]%n".formatted(product, quantity, date));
        assertThat(data.loadDay("feed", "restocks", "file", file.toString()).status())
                .isEqualTo("COMPLETED");
    }

    List<String> inventory(String product) {
        return data.query("select substr(snapshot_date, 9) || ' ' || opening || '-' || sold || '+' || restocked || '='"
                + " || closing from inventory where product_id = '" + product + "' order by snapshot_date");
    }

    List<String> generations() {
        return data.generations().stream()
                .filter(generation -> generation.table().equals("inventory"))
                .map(generation -> generation.partition().substring(8) + " " + generation.generation())
                .toList();
    }

    void assertTidy() {
        data.maintain(Duration.ZERO);
        assertThat(Leftovers.of(data)).isEmpty();
        assertThat(data.executions()).noneMatch(run -> run.status().equals("STARTED"));
    }
}
