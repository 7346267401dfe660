package dev.daybook.query;

/** How rows are written. */
public enum OutputFormat {
    /**
     * Aligned columns for a person at a terminal: numbers to the right, NULL as {@code NULL}, control characters as
     * escapes, and the number of rows at the end. Rows are held in memory.
     */
    TABLE,
    /**
     * RFC 4180 with a header and CRLF: null is an empty field, an empty text is {@code ""}. Dates and times are ISO 8601,
     * timestamps with zone in UTC with {@code Z}, nested values as JSON.
     */
    CSV,
    /**
     * One array with an object per line. Numbers are numbers with all their digits, except that NaN and infinities, which
     * JSON does not know, are text. Dates and times are as in CSV. Of columns with one name, later ones get {@code _1},
     * {@code _2}.
     */
    JSON
}
