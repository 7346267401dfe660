package dev.daybook.feed;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where values are looked up that a feed refers to. */
@FunctionalInterface
public interface Tables {

    /** For feeds that are not loaded by: a lookup fails. */
    Tables NONE = new Tables() {

        @Override
        public Map<String, Optional<BigDecimal>> values(
                String table, String key, @Nullable String number, @Nullable LocalDate date) {
            throw new IllegalStateException("the feed refers to table " + table + ", and there are no tables");
        }

        @Override
        public String toString() {
            return "NONE";
        }
    };

    /**
     * The values a column has, each with the number beside it, if there is one.
     *
     * @param number another column of the table; null for none
     * @param date of a table with a partition per day, the one of this date counts, or the last before it, or else the
     *     first of all; null for the last
     * @throws dev.daybook.failure.DaybookException of kind CONFIGURATION when the table has no rows
     */
    Map<String, Optional<BigDecimal>> values(
            String table, String key, @Nullable String number, @Nullable LocalDate date);
}
