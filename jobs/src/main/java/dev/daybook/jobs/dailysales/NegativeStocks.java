package dev.daybook.jobs.dailysales;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Products with negative stock, and whether somebody was told. Writes take part in the caller's transaction. */
final class NegativeStocks {

    private static final int MAX_PRODUCT_LENGTH = 500;

    private final JdbcClient jdbc;

    NegativeStocks(DataSource source) {
        this.jdbc = JdbcClient.create(source);
    }

    /** Takes note of a day in place of what was noted of it. Of a product that stays negative nobody is told again. */
    void note(InventoryDay day) {
        Map<String, Integer> negative = new HashMap<>();
        day.rows().stream()
                .filter(InventoryRow::isNegative)
                .forEach(row -> negative.put(shortened(row.productId()), row.closing()));
        Set<String> known = new HashSet<>(jdbc.sql("select product_id from inventory_alert where snapshot_date = ?")
                .param(day.partition())
                .query(String.class)
                .list());
        known.stream()
                .filter(product -> !negative.containsKey(product))
                .forEach(product -> jdbc.sql("delete from inventory_alert where snapshot_date = ? and product_id = ?")
                        .params(day.partition(), product)
                        .update());
        negative.forEach((product, closing) -> {
            if (known.contains(product)) {
                update(day, product, closing);
            } else {
                insert(day, product, closing);
            }
        });
    }

    private void update(InventoryDay day, String product, int closing) {
        jdbc.sql("update inventory_alert set closing = ? where snapshot_date = ? and product_id = ?")
                .params(closing, day.partition(), product)
                .update();
    }

    private void insert(InventoryDay day, String product, int closing) {
        jdbc.sql("insert into inventory_alert (snapshot_date, product_id, closing) values (?, ?, ?)")
                .params(day.partition(), product, closing)
                .update();
    }

    private static String shortened(String product) {
        return product.substring(0, Math.min(product.length(), MAX_PRODUCT_LENGTH));
    }

    /** Those nobody was told of, by day and product. They count as told of from now on. */
    List<NegativeStock> announce() {
        List<NegativeStock> found = jdbc.sql("select snapshot_date, product_id, closing from inventory_alert"
                        + " where announced_at is null order by snapshot_date, product_id")
                .query((row, number) ->
                        new NegativeStock(LocalDate.parse(row.getString(1)), row.getString(2), row.getInt(3)))
                .list();
        jdbc.sql("update inventory_alert set announced_at = ? where announced_at is null")
                .param(OffsetDateTime.now(ZoneOffset.UTC))
                .update();
        return found;
    }
}
