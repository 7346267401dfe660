package dev.daybook.feed;

import dev.daybook.row.ColumnType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A column of the table and how its values are found in a file.
 *
 * @param from header names it goes by, compared without regard to case and white space; empty with {@code position} or
 *     {@code value}
 * @param position 1-based place in the record, 0 for none; wins over names that occur twice
 * @param optional whether a file may lack the column altogether
 * @param formats of dates and timestamps, tried in order
 * @param pivot first year of the century two-digit years fall in
 * @param year where dates without a year get it; null for nowhere
 * @param precision column that receives {@code day}, {@code month}, {@code quarter} or {@code year}; null for none
 * @param defaultText stands for an absent value; null for none
 * @param carryForward whether a blank value repeats the one of the record above
 * @param allowed the only texts; empty for any
 * @param ignoreCase whether {@code allowed} is compared without regard to case; the listed spelling is stored
 * @param map texts replaced before anything else is made of them
 * @param grouping between groups of three digits of a number; 0 for none
 * @param min least number, or null
 * @param max greatest number, or null
 * @param maxLength characters of text; 0 for any
 * @param value constant text; null for none
 */
public record FeedColumn(
        String name,
        List<String> from,
        int position,
        boolean optional,
        ColumnType type,
        List<DatePattern> formats,
        int pivot,
        @Nullable YearRule year,
        @Nullable String precision,
        boolean nullable,
        @Nullable String defaultText,
        boolean carryForward,
        List<String> allowed,
        boolean ignoreCase,
        Map<String, String> map,
        char grouping,
        @Nullable BigDecimal min,
        @Nullable BigDecimal max,
        int maxLength,
        @Nullable String value) {

    /**
     * @param fileName tried in order on the file's name; group 1 has two or four digits
     * @param parameter name of the run parameter asked otherwise; null for none
     */
    public record YearRule(List<Pattern> fileName, @Nullable String parameter) {}

    /** A column without any source in the file has no value in every row. */
    boolean isNullable() {
        return nullable || !isInFile() && value == null;
    }

    boolean isInFile() {
        return !from.isEmpty() || position > 0;
    }
}
