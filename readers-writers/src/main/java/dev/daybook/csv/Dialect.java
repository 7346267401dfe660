package dev.daybook.csv;

import dev.daybook.failure.DaybookException;
import dev.daybook.record.RecordReader;
import dev.daybook.record.SourceText;

/**
 * How records and fields are told apart. CR, LF and CRLF all end a record, mixed or not.
 *
 * @param delimiter between fields; an ASCII character
 * @param quote around fields that contain delimiters, line ends or quotes; {@link #NONE} for no quoting
 * @param escape how a quote is written inside quotes
 * @param blanksAroundQuotes whether blanks between delimiter and quote belong to neither
 */
public record Dialect(char delimiter, char quote, Escape escape, boolean blanksAroundQuotes) {

    /** Stands for "there is no such character". */
    public static final char NONE = '\0';

    /** How a quote is written inside a quoted field. */
    public enum Escape {
        /** Twice, as in RFC 4180. */
        DOUBLED,
        /** With a backslash before it; a backslash also protects delimiters outside quotes. */
        BACKSLASH
    }

    public static final Dialect RFC_4180 = new Dialect(',', '"', Escape.DOUBLED, false);

    public Dialect {
        requireAscii("delimiter", delimiter);
        if (quote != NONE) {
            requireAscii("quote", quote);
        }
        if (delimiter == quote) {
            throw DaybookException.configuration("delimiter and quote are both '" + quote + "'");
        }
        if (escape == Escape.BACKSLASH && (delimiter == '\\' || quote == '\\')) {
            throw DaybookException.configuration("a backslash cannot be delimiter or quote and escape as well");
        }
    }

    /**
     * Reads records from {@code source}.
     *
     * @param line line of the file at which {@code source} begins, from 1
     */
    public RecordReader reader(SourceText source, long line) {
        return new RecordReader(source, new FieldScanner(this), line);
    }

    private static void requireAscii(String what, char c) {
        if (c == NONE || c > 0x7e || c == '\n' || c == '\r') {
            throw DaybookException.configuration(
                    "the %s must be one ASCII character that ends no line, found U+%04X".formatted(what, (int) c));
        }
    }
}
