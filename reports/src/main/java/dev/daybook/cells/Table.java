package dev.daybook.cells;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a query. A value is null, or a Boolean, Long, BigInteger, BigDecimal, Double, String, LocalDate, LocalDateTime or
 * Instant; money is a BigDecimal.
 *
 * @param columns their names
 */
public record Table(List<String> columns, List<List<@Nullable Object>> rows) {

    public Table {
        columns = List.copyOf(columns);
        List<List<@Nullable Object>> copies = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            if (row.size() != columns.size()) {
                throw new CellException(
                        "a row has %d values, and there are %d columns".formatted(row.size(), columns.size()));
            }
            copies.add(Collections.unmodifiableList(new ArrayList<>(row)));
        }
        rows = Collections.unmodifiableList(copies);
    }

    /** A table of what is given: column names, and rows of as many values. */
    public static Table of(List<String> columns, List<? extends List<?>> rows) {
        List<List<@Nullable Object>> copies = new ArrayList<>();
        rows.forEach(row -> copies.add(new ArrayList<>(row)));
        return new Table(columns, copies);
    }

    public int size() {
        return rows.size();
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** @throws CellException when there is no such row or column */
    public @Nullable Object value(int row, String column) {
        if (row < 0 || row >= rows.size()) {
            throw new CellException("there is no row %d among %d".formatted(row, rows.size()));
        }
        return rows.get(row).get(index(column));
    }

    /** The values of a column as text; null is an empty one. */
    public List<String> texts(String column) {
        int index = index(column);
        return rows.stream().map(row -> TableText.of(row.get(index))).toList();
    }

    /** The values of a column as numbers; null is zero. */
    public List<BigDecimal> numbers(String column) {
        int index = index(column);
        return rows.stream().map(row -> number(row.get(index))).toList();
    }

    /** The only row's value of a column as a number; null and no row at all are zero. */
    public BigDecimal number(String column) {
        return isEmpty() ? BigDecimal.ZERO : number(value(0, column));
    }

    /** The first rows, at most so many. */
    public Table head(int most) {
        return new Table(columns, rows.subList(0, Math.min(most, rows.size())));
    }

    private int index(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).toLowerCase(Locale.ROOT).equals(column.toLowerCase(Locale.ROOT))) {
                return i;
            }
        }
        throw new CellException("there is no column '%s' among %s".formatted(column, columns));
    }

    private static BigDecimal number(@Nullable Object value) {
        if (value == null) {
            return BigDecimal.ZERO;
        }
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof Number number) {
            return new BigDecimal(number.toString());
        }
        throw new CellException("expected a number, found '%s'".formatted(value));
    }

    @Override
    public String toString() {
        return TableText.plain(this);
    }
}
