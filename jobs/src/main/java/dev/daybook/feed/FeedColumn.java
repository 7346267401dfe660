package dev.daybook.feed;

import dev.daybook.failure.DaybookException;
import dev.daybook.row.ColumnType;
import dev.daybook.row.ColumnType.Kind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
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
 * @param decimalMark between the whole and the decimal digits of a number
 * @param min least number, or null
 * @param max greatest number, or null
 * @param maxLength most characters (Unicode code points) of text; 0 for any
 * @param units behind a number, and what it is multiplied by; a number without one is as it is. Empty for none
 * @param references {@code table.column} that has to have the value; null for none
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
        char decimalMark,
        @Nullable BigDecimal min,
        @Nullable BigDecimal max,
        int maxLength,
        Map<String, BigDecimal> units,
        @Nullable String references,
        @Nullable String value) {

    /** First year of the century two-digit years fall in, unless the feed says otherwise. */
    static final int DEFAULT_PIVOT = 1970;

    /**
     * A column of text that may be absent, in a row or in a file.
     *
     * @param position where the header has the name more than once; else 0
     */
    static FeedColumn text(String name, String header, int position) {
        return new FeedColumn(
                name,
                List.of(header),
                position,
                true,
                ColumnType.STRING,
                List.of(),
                DEFAULT_PIVOT,
                null,
                null,
                true,
                null,
                false,
                List.of(),
                false,
                Map.of(),
                (char) 0,
                '.',
                null,
                null,
                0,
                Map.of(),
                null,
                null);
    }

    /**
     * @param fileName tried in order on the file's name; group 1 has two or four digits
     * @param parameter name of the run parameter asked otherwise; null for none
     */
    public record YearRule(List<Pattern> fileName, @Nullable String parameter) {

        /**
         * The year of one file; 0 when neither its name nor the run gives one.
         *
         * @param pivot as the column's
         */
        int yearOf(String name, Map<String, String> parameters, int pivot) {
            for (Pattern pattern : fileName) {
                Matcher matcher = pattern.matcher(name);
                if (matcher.find() && matcher.group(1) != null) {
                    return yearIn(name, matcher.group(1), pivot);
                }
            }
            String given = parameter == null ? null : parameters.get(parameter);
            if (given == null) {
                return 0;
            }
            if (!given.matches("\\d{4}")) {
                throw DaybookException.configuration(
                        "%s: expected a year such as 2012, found '%s'".formatted(parameter, given));
            }
            return Integer.parseInt(given);
        }

        private static int yearIn(String name, String digits, int pivot) {
            if (!digits.matches("\\d{2}|\\d{4}")) {
                throw DaybookException.configuration(
                        "the feed takes '%s' of the file name %s for a year: expected two or four digits"
                                .formatted(digits, name));
            }
            int year = Integer.parseInt(digits);
            return digits.length() == 4 ? year : pivot + Math.floorMod(year - pivot, 100);
        }
    }

    /** A column without any source in the file has no value in every row. */
    boolean isNullable() {
        return nullable || !isInFile() && value == null && defaultText == null;
    }

    boolean isInFile() {
        return !from.isEmpty() || position > 0;
    }

    boolean isDated() {
        return type.kind() == Kind.DATE || type.kind() == Kind.TIMESTAMP;
    }
}
