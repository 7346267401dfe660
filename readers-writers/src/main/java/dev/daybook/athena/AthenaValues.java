package dev.daybook.athena;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import software.amazon.awssdk.services.athena.model.ColumnInfo;

/** Athena gives every value as text; these are the values {@link dev.daybook.query.QueryResult} speaks of. */
final class AthenaValues {

    private AthenaValues() {}

    /** The type in DuckDB's words. */
    static String type(ColumnInfo column) {
        return switch (column.type()) {
            case "decimal" -> "DECIMAL(%d,%d)".formatted(column.precision(), column.scale());
            case "varchar", "char", "string" -> "VARCHAR";
            case "float", "real" -> "FLOAT";
            default -> column.type().toUpperCase(Locale.ROOT);
        };
    }

    /** @param type as {@link #type} gives it */
    static Object read(String text, String type) {
        return switch (type) {
            case "BOOLEAN" -> Boolean.valueOf(text);
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT" -> Long.valueOf(text);
            case "FLOAT" -> Float.valueOf(text);
            case "DOUBLE" -> Double.valueOf(text);
            case "DATE" -> LocalDate.parse(text);
            case "TIMESTAMP" -> LocalDateTime.parse(text.replace(' ', 'T'));
            case "TIMESTAMP WITH TIME ZONE" -> instant(text);
            default -> type.startsWith("DECIMAL") ? new BigDecimal(text) : text;
        };
    }

    /** Such as {@code 2026-03-01 12:34:56.789 Europe/Berlin}. */
    private static Object instant(String text) {
        int zone = text.lastIndexOf(' ');
        return LocalDateTime.parse(text.substring(0, zone).replace(' ', 'T'))
                .atZone(ZoneId.of(text.substring(zone + 1)))
                .toInstant();
    }
}
