package dev.daybook.feed;

import dev.daybook.row.RowBuffer;
import org.jspecify.annotations.Nullable;

/** Makes a typed value of a text that is there, trimmed and without escapes. */
interface Converter {

    /**
     * Appends the value to the row.
     *
     * @return null when that went well, or the rule the text breaks; then the row is as before or will be undone
     */
    Reject.@Nullable Rule append(byte[] utf8, int from, int to, RowBuffer row);

    /** What a text must look like, for messages; to be read behind "expected". */
    String expected(Reject.Rule rule);
}
