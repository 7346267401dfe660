package dev.daybook.json;

import dev.daybook.record.SourceText;
import java.io.IOException;
import java.io.InputStream;

/** How a file holds its objects. */
public enum JsonForm {
    /** Nothing but white space. */
    EMPTY,
    /** One array. */
    ARRAY,
    /** One object after another, on lines of their own or not. */
    LINES,
    /** One object that has an array of them under one of its keys, see {@link WrappedRows}. */
    WRAPPED;

    /**
     * The form of a file whose objects are not wrapped, by the first character that is not white space.
     *
     * @param source from the file's beginning
     */
    public static JsonForm of(SourceText source) throws IOException {
        InputStream in = source.stream();
        int first;
        do {
            first = in.read();
        } while (first == ' ' || first == '\t' || first == '\r' || first == '\n');
        return first < 0 ? EMPTY : first == '[' ? ARRAY : LINES;
    }
}
