package dev.daybook.row;

import dev.daybook.failure.DaybookException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Type of a table column. In a row every type but {@code STRING} has a fixed width and fits a {@code long}: days since
 * 1970-01-01 for dates, milliseconds since 1970-01-01T00:00Z for timestamps, the unscaled value for decimals.
 *
 * @param precision decimal digits in all, at most 18; 0 for other kinds
 * @param scale decimal digits behind the point; 0 for other kinds
 */
public record ColumnType(Kind kind, int precision, int scale) {

    /** Kinds of values and their width in a row, in bytes; 0 for text, which is as long as it is. */
    public enum Kind {
        STRING(0),
        BOOLEAN(1),
        INT(4),
        BIGINT(8),
        DECIMAL(8),
        DATE(4),
        TIMESTAMP(8);

        private final int width;

        Kind(int width) {
            this.width = width;
        }

        int width() {
            return width;
        }
    }

    /** Most digits an unscaled value in a {@code long} can always hold. */
    private static final int MAX_PRECISION = 18;

    private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d{1,2}),\\s*(\\d{1,2})\\)");

    public static final ColumnType STRING = new ColumnType(Kind.STRING, 0, 0);
    public static final ColumnType BOOLEAN = new ColumnType(Kind.BOOLEAN, 0, 0);
    public static final ColumnType INT = new ColumnType(Kind.INT, 0, 0);
    public static final ColumnType BIGINT = new ColumnType(Kind.BIGINT, 0, 0);
    public static final ColumnType DATE = new ColumnType(Kind.DATE, 0, 0);
    public static final ColumnType TIMESTAMP = new ColumnType(Kind.TIMESTAMP, 0, 0);

    public ColumnType {
        if (kind == Kind.DECIMAL && (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision)) {
            throw DaybookException.configuration(
                    "decimal(%d,%d) is not possible: expected 1 to %d digits, of which none to all behind the point"
                            .formatted(precision, scale, MAX_PRECISION));
        }
    }

    public static ColumnType decimal(int precision, int scale) {
        return new ColumnType(Kind.DECIMAL, precision, scale);
    }

    /** Reads the spelling used in feed files and commit records, such as {@code string} or {@code decimal(18,2)}. */
    public static ColumnType parse(String text) {
        Matcher decimal = DECIMAL.matcher(text);
        if (decimal.matches()) {
            return decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        return switch (text) {
            case "string" -> STRING;
            case "boolean" -> BOOLEAN;
            case "int" -> INT;
            case "bigint" -> BIGINT;
            case "date" -> DATE;
            case "timestamp" -> TIMESTAMP;
            default ->
                throw DaybookException.configuration("unknown type '" + text
                        + "': expected string, boolean, int, bigint, decimal(p,s), date or timestamp");
        };
    }

    @Override
    public String toString() {
        String name = kind.name().toLowerCase(Locale.ROOT);
        return kind == Kind.DECIMAL ? name + "(" + precision + "," + scale + ")" : name;
    }
}
