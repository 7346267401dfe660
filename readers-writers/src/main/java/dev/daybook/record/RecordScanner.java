package dev.daybook.record;

/** Knows a format: where records and their fields begin and end in UTF-8 bytes. Keeps a state; not thread-safe. */
public interface RecordScanner {

    /**
     * Adds the whole records of the block's first {@code filled} bytes.
     *
     * @param atEnd whether the file ends behind them: everything there is then belongs to a record or to nothing
     */
    void scan(RecordBlock block, int filled, boolean atEnd);

    /**
     * Position behind the last whole record and what follows it and belongs to none, from which the next scan goes on;
     * {@code filled} at the end of the file. Without a record the next scan still is one of the same file's text.
     */
    int end();

    /** Line ends up to {@link #end}, and in what was passed behind it. */
    int lines();

    /** Whether the last record goes on behind {@link #end}: it is too long, and the rest of it is to be passed. */
    default boolean isWithinRecord() {
        return false;
    }

    /**
     * Passes what belongs to the last record in {@code bytes[0, to)}, the text that follows.
     *
     * @return the position behind it; {@code to} if the record goes on
     */
    default int pass(byte[] bytes, int to) {
        throw new IllegalStateException("the last record is whole");
    }

    /**
     * Copies {@code bytes[from, to)}, the content of a field, to {@code target} with escapes resolved. Does not depend on
     * the state, so that other threads may call it.
     *
     * @param target at least {@code to - from} long
     * @return number of bytes written
     */
    int resolve(byte[] bytes, int from, int to, byte[] target);
}
