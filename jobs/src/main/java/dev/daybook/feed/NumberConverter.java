package dev.daybook.feed;

import dev.daybook.feed.Reject.Rule;
import dev.daybook.row.ColumnType;
import dev.daybook.row.RowBuffer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whole and decimal numbers, exactly: what does not fit the column's type without rounding is rejected. */
final class NumberConverter implements Converter {

    /** Digits that always fit a {@code long}. */
    private static final int SAFE_DIGITS = 18;

    /** Longer ones cannot be numbers of our types but for zeros, and take long to look at. */
    private static final int MOST_CHARACTERS = 100;

    /** Longer ones are those of numbers that fit no type, or of zeros. */
    private static final String EXPONENT = "(?:[eE][+-]?\\d{1,9})?";

    private final ColumnType type;
    private final @Nullable BigDecimal min;
    private final @Nullable BigDecimal max;
    private final Map<String, BigDecimal> units;
    private final char grouping;
    private final char decimalMark;
    private final Pattern form;
    private final boolean isSimple;
    private final long least;
    private final long greatest;

    /** No number. */
    static final long NONE = Long.MIN_VALUE;

    private static final long[] POWERS = new long[SAFE_DIGITS + 1];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    /** @param exponents whether numbers may have one, as those of JSON may */
    NumberConverter(FeedColumn column, boolean exponents) {
        type = column.type();
        min = column.min();
        max = column.max();
        units = column.units();
        grouping = column.grouping();
        decimalMark = column.decimalMark();
        form = formOf(column, exponents ? EXPONENT : "");
        isSimple = grouping == 0 && decimalMark == '.' && units.isEmpty();
        least = Math.max(leastOf(type), bound(min, RoundingMode.CEILING, leastOf(type)));
        greatest = Math.min(-leastOf(type), bound(max, RoundingMode.FLOOR, -leastOf(type)));
    }

    /** The number nearest to a bound that keeps to it, as it is stored. */
    private long bound(@Nullable BigDecimal bound, RoundingMode rounding, long absent) {
        if (bound == null) {
            return absent;
        }
        BigDecimal scaled = bound.setScale(type.scale(), rounding).movePointRight(type.scale());
        boolean isLong = scaled.abs().compareTo(BigDecimal.valueOf(POWERS[SAFE_DIGITS])) < 0;
        return isLong ? scaled.longValueExact() : scaled.signum() * POWERS[SAFE_DIGITS];
    }

    /** Of those the simple way has to do with. */
    private static long leastOf(ColumnType type) {
        return switch (type.kind()) {
            case INT -> -Integer.MAX_VALUE;
            case DECIMAL -> 1 - POWERS[type.precision()];
            default -> -POWERS[SAFE_DIGITS];
        };
    }

    /** Digits with or without separators between groups of three, but with them everywhere or nowhere. */
    private static Pattern formOf(FeedColumn column, String exponent) {
        String whole = "\\d+";
        if (column.grouping() != 0) {
            whole += "|\\d{1,3}(?:" + Pattern.quote(String.valueOf(column.grouping())) + "\\d{3})+";
        }
        String mark = Pattern.quote(String.valueOf(column.decimalMark()));
        return Pattern.compile("[+-]?(?:(?:" + whole + ")(?:" + mark + "\\d*)?|" + mark + "\\d+)" + exponent);
    }

    @Override
    public @Nullable Rule append(byte[] utf8, int from, int to, RowBuffer row) {
        long simple = simple(utf8, from, to);
        if (simple == NONE) {
            return append(new String(utf8, from, to - from, StandardCharsets.UTF_8), row);
        }
        row.addNumber(type.kind(), simple);
        return null;
    }

    /**
     * The number as the column stores it, if it is written in the usual way, some digits, perhaps a minus and a point, and
     * fits: {@link #NONE} leaves the text to the careful way.
     */
    long simple(byte[] utf8, int from, int to) {
        int at = from < to && utf8[from] == '-' ? from + 1 : from;
        if (!isSimple || at == to || to - at > SAFE_DIGITS) {
            return NONE;
        }
        long value = 0;
        int decimals = -1;
        for (int i = at; i < to; i++) {
            int digit = utf8[i] - '0';
            if (digit >= 0 && digit <= 9) {
                value = value * 10 + digit;
                decimals += decimals < 0 ? 0 : 1;
            } else if (utf8[i] == '.' && decimals < 0 && i > at) {
                decimals = 0;
            } else {
                return NONE;
            }
        }
        return scaled(at == from ? value : -value, Math.max(0, decimals), to - at);
    }

    private long scaled(long value, int decimals, int digits) {
        int missing = type.scale() - decimals;
        if (missing < 0 || digits + missing > SAFE_DIGITS) {
            return NONE;
        }
        long stored = value * POWERS[missing];
        return stored < least || stored > greatest ? NONE : stored;
    }

    /** The number a text names, whether or not it fits the column; null for none. */
    @Nullable
    BigDecimal parse(String text) {
        if (text.length() > MOST_CHARACTERS) {
            return null;
        }
        for (Map.Entry<String, BigDecimal> unit : units.entrySet()) {
            if (text.endsWith(unit.getKey())) {
                BigDecimal number = parseDigits(
                        text.substring(0, text.length() - unit.getKey().length())
                                .stripTrailing());
                if (number != null) {
                    return number.multiply(unit.getValue());
                }
            }
        }
        return parseDigits(text);
    }

    private @Nullable BigDecimal parseDigits(String text) {
        if (!form.matcher(text).matches()) {
            return null;
        }
        String digits = grouping == 0 ? text : text.replace(String.valueOf(grouping), "");
        return new BigDecimal(digits.replace(decimalMark, '.'));
    }

    private @Nullable Rule append(String text, RowBuffer row) {
        BigDecimal number = parse(text);
        if (number == null) {
            return Rule.TYPE;
        }
        if (min != null && number.compareTo(min) < 0 || max != null && number.compareTo(max) > 0) {
            return Rule.RANGE;
        }
        Long unscaled = Converters.unscaled(number, type);
        if (unscaled == null) {
            return Rule.TYPE;
        }
        row.addNumber(type.kind(), unscaled);
        return null;
    }

    @Override
    public String expected(Rule rule) {
        if (rule == Rule.RANGE) {
            return "a number" + (min == null ? "" : " of at least " + min) + (max == null ? "" : " and at most " + max);
        }
        return switch (type.kind()) {
            case DECIMAL ->
                "a number with at most %d digits before and %d behind the %s"
                        .formatted(
                                type.precision() - type.scale(),
                                type.scale(),
                                decimalMark == '.' ? "point" : decimalMark);
            case INT -> "a whole number of 32 bits";
            default -> "a whole number of 64 bits";
        };
    }
}
