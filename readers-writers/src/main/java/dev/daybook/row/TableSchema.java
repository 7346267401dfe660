package dev.daybook.row;

import dev.daybook.failure.DaybookException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Columns of a table as its files hold them, in order. The partition column is not among them: it lives in the catalog.
 *
 * @param table lower_snake_case
 * @param id column that holds the row's content hash as 32 hexadecimal digits; null when the table has none
 */
public record TableSchema(
        String table, List<Column> columns, @Nullable String id) {

    /**
     * Column that says which input a row came from, as {@code <feed>/<source key>}. A table has it if its
     * inputs may be replaced by later versions, or its rows have ids made of their content.
     */
    public static final String SOURCE = "source";

    public TableSchema {
        columns = List.copyOf(columns);
        Set<String> seen = new HashSet<>();
        for (Column column : columns) {
            if (!seen.add(column.name())) {
                throw DaybookException.configuration(
                        "table %s has two columns called %s".formatted(table, column.name()));
            }
        }
        if (id != null && !(seen.contains(SOURCE) && seen.contains(id))) {
            throw new IllegalArgumentException("table " + table + " lacks " + SOURCE + " or its id column");
        }
    }

    /**
     * This schema and, behind it, the columns {@code earlier} has besides, which may be absent from now on. A
     * column both have may be absent if it may be in one of them. Rows laid out by this
     * schema can be read by the wider one as they are.
     *
     * @throws DaybookException of kind CONFIGURATION when a column has another type there
     */
    public TableSchema withColumnsOf(TableSchema earlier) {
        List<Column> all = new ArrayList<>(columns);
        for (Column column : earlier.columns()) {
            Column own = column(column.name());
            if (own != null && own.type().equals(column.type()) && column.nullable()) {
                all.set(all.indexOf(own), column);
            } else if (own == null) {
                all.add(new Column(column.name(), column.type(), true));
            } else if (!own.type().equals(column.type())) {
                throw DaybookException.configuration(
                        "column %s of table %s is %s, and cannot become %s: give the feed's column another name"
                                .formatted(column.name(), table, column.type(), own.type()));
            }
        }
        return all.equals(columns) ? this : new TableSchema(table, all, id);
    }

    private @Nullable Column column(String name) {
        return columns.stream().filter(c -> c.name().equals(name)).findFirst().orElse(null);
    }

    /** The part of a row that an input supplies: every column but the id and the source. */
    public RowLayout layout() {
        return new RowLayout(columns.stream().filter(c -> !isDerived(c.name())).toList());
    }

    private boolean isDerived(String column) {
        return column.equals(SOURCE) || column.equals(id);
    }
}
