package dev.daybook.demo;

import dev.daybook.lake.Lake;
import dev.daybook.ops.ExecutionView;
import dev.daybook.query.LakeQuery;
import dev.daybook.query.QueryResult;
import dev.daybook.settings.Settings;
import dev.daybook.store.ObjectStores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What loads of the disk store's files should come to, from the folder the generator wrote. */
public final class ExpectedSales {

    private static final String PRODUCTS = """
            select product_id, name, price, instock, type, storage_gb, manufacturer, read_mb_s, write_mb_s, size_inches
            from products
            """;
    private static final String SOLD = "select source, sum(quantity), sum(revenue) from sales group by source";
    private static final String INVENTORY =
            "select snapshot_date, product_id, opening, sold, restocked, closing from inventory";
    private static final String SOURCE = "daily-sales/";

    private final Settings settings;
    private final Path folder;

    public ExpectedSales(Settings settings, Path folder) {
        this.settings = settings;
        this.folder = folder;
    }

    /** What differs of the catalogue, in lines; empty when nothing does. */
    public String differencesOfProducts(ExecutionView run) {
        List<String> differences = new ArrayList<>();
        compare("products", "products.csv", query(PRODUCTS), differences);
        compare("rejects", "products-rejects.csv", ExpectedResult.rejects(settings, run), differences);
        return String.join(System.lineSeparator(), differences);
    }

    /**
     * What differs of sales and inventory, in lines; empty when nothing does.
     *
     * @param runs the latest of each business date, by date
     */
    public String differences(Map<String, ExecutionView> runs) {
        List<String> differences = new ArrayList<>();
        compare("days", "days.csv", days(runs), differences);
        compare("rejects", "rejects.csv", rejects(runs), differences);
        compare("inventory", "inventory.csv", query(INVENTORY), differences);
        return String.join(System.lineSeparator(), differences);
    }

    private void compare(String what, String file, List<String> found, List<String> differences) {
        ExpectedResult.compare(what, ExpectedResult.csv(folder.resolve(file)), found, differences);
    }

    private List<String> days(Map<String, ExecutionView> runs) {
        Map<String, String> sold = new HashMap<>();
        for (List<String> row : rows(SOLD)) {
            sold.put(row.get(0).substring(SOURCE.length()), row.get(1) + ", " + row.get(2));
        }
        List<String> days = new ArrayList<>();
        runs.forEach((date, run) -> days.add("[%s, %d, %d, %d, %d, %s]"
                .formatted(
                        date,
                        run.read(),
                        run.written(),
                        run.rejected(),
                        run.duplicate(),
                        sold.getOrDefault(date, "0, 0.00"))));
        days.sort(null);
        return days;
    }

    private List<String> rejects(Map<String, ExecutionView> runs) {
        List<String> found = new ArrayList<>();
        runs.forEach((date, run) -> {
            if (run.rejected() > 0) {
                ExpectedResult.rejects(settings, run)
                        .forEach(reject -> found.add("[" + date + ", " + reject.substring(1)));
            }
        });
        found.sort(null);
        return found;
    }

    private List<String> query(String sql) {
        List<String> found = new ArrayList<>();
        rows(sql).forEach(row -> found.add(row.toString()));
        found.sort(null);
        return found;
    }

    private List<List<String>> rows(String sql) {
        List<List<String>> rows = new ArrayList<>();
        try (ObjectStores store = new ObjectStores(settings.s3());
                LakeQuery lake = Lake.query(settings, store);
                QueryResult result = lake.run(sql)) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 0; i < result.columns().size(); i++) {
                    row.add(Objects.toString(result.value(i), ""));
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
