package dev.daybook.cells;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.columns.Column;

/** Tables of Tablesaw. Daybook has none and comes without its jar: templates that use it bring it along. */
final class Tablesaw {

    private Tablesaw() {}

    /** Asked by name: that the class is there is not to be relied on. */
    static boolean isTable(Object value) {
        return value.getClass().getName().equals("tech.tablesaw.api.Table");
    }

    static Table table(Object value) {
        tech.tablesaw.api.Table table = (tech.tablesaw.api.Table) value;
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int row = 0; row < table.rowCount(); row++) {
            List<@Nullable Object> values = new ArrayList<>();
            for (Column<?> column : table.columns()) {
                values.add(column.isMissing(row) ? null : column.get(row));
            }
            rows.add(values);
        }
        return new Table(table.columnNames(), rows);
    }
}
