package dev.daybook.jobs.dailysales;

import dev.daybook.jobs.dailysales.InventoryInputs.Mark;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Remembers what the inventory was computed from. Writes take part in the caller's transaction. */
final class InventoryMarks {

    private final JdbcClient jdbc;

    InventoryMarks(DataSource source) {
        this.jdbc = JdbcClient.create(source);
    }

    /** None when no inventory was ever complete. */
    List<Mark> saved() {
        return jdbc.sql("select table_name, partition_value, generation from inventory_input")
                .query((row, number) -> new Mark(row.getString(1), row.getString(2), row.getInt(3)))
                .list();
    }

    /** How products had come in; none when no inventory was ever complete. */
    Map<String, FirstCount> savedCounts() {
        Map<String, FirstCount> counts = new TreeMap<>();
        jdbc.sql("select product_id, snapshot_date, quantity from inventory_first_count")
                .query(row -> {
                    counts.put(row.getString(1), new FirstCount(LocalDate.parse(row.getString(2)), row.getInt(3)));
                });
        return counts;
    }

    void save(List<Mark> marks, Map<String, FirstCount> counts) {
        save(marks);
        if (!savedCounts().equals(counts)) {
            jdbc.sql("delete from inventory_first_count").update();
            counts.forEach((product, count) -> jdbc.sql(
                            "insert into inventory_first_count (product_id, snapshot_date, quantity) values (?, ?, ?)")
                    .params(product, count.date().toString(), count.quantity())
                    .update());
        }
    }

    private void save(List<Mark> marks) {
        jdbc.sql("delete from inventory_input").update();
        marks.forEach(mark -> jdbc.sql(
                        "insert into inventory_input (table_name, partition_value, generation) values (?, ?, ?)")
                .params(mark.table(), mark.partition(), mark.generation())
                .update());
    }
}
