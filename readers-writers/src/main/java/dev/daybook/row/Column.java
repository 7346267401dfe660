package dev.daybook.row;

/**
 * A column of a table.
 *
 * @param name lower_snake_case
 * @param nullable whether a row may have no value here
 */
public record Column(String name, ColumnType type, boolean nullable) {}
