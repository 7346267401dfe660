package dev.daybook.feed;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record that was not loaded, and why.
 *
 * @param line of the file on which the record begins, from 1
 * @param offset of the record's first byte in the file, from 0; in the unpacked file if it is gzipped
 * @param column the file's name for the field at fault; empty when it is the whole record
 * @param rule what was broken
 * @param expected what would have been right
 * @param found the text found, undecodable bytes as {@code \xNN}
 * @param raw the record as it stands in the file
 * @param cells the record's fields, with values carried forward filled in, so that it can be mended on its own
 * @param source URI of its file; null when that is the file of the load
 */
public record Reject(
        long line,
        long offset,
        String column,
        Rule rule,
        String expected,
        String found,
        String raw,
        List<String> cells,
        @Nullable String source) {

    /** One of a load of one file. */
    public Reject(
            long line,
            long offset,
            String column,
            Rule rule,
            String expected,
            String found,
            String raw,
            List<String> cells) {
        this(line, offset, column, rule, expected, found, raw, cells, null);
    }

    /** The same, of one of the files of a load of many. */
    public Reject in(String file) {
        return new Reject(line, offset, column, rule, expected, found, raw, cells, file);
    }

    /** Rules a record can break; their names are data, see {@link #id}. */
    public enum Rule {
        TYPE("type"),
        ALLOWED("allowed"),
        REQUIRED("required"),
        RANGE("range"),
        LENGTH("length"),
        FIELD_COUNT("field-count"),
        ENCODING("encoding"),
        QUOTE("quote"),
        JSON("json"),
        COMPUTED("computed"),
        UNKNOWN("unknown");

        private final String id;

        Rule(String id) {
            this.id = id;
        }

        /** Name in reject files and in the table of rejects. */
        public String id() {
            return id;
        }
    }

    /** In one line, for people. */
    public String reason() {
        String where = column.isEmpty() ? "" : column + ": ";
        return where + "expected " + expected + ", found " + found;
    }
}
