package dev.daybook.jobs.dailysales;

import dev.daybook.jobs.dailysales.InventoryInputs.Mark;
import java.util.List;
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

    void save(List<Mark> marks) {
        jdbc.sql("delete from inventory_input").update();
        marks.forEach(mark -> jdbc.sql(
                        "insert into inventory_input (table_name, partition_value, generation) values (?, ?, ?)")
                .params(mark.table(), mark.partition(), mark.generation())
                .update());
    }
}
