package dev.daybook.json;

import dev.daybook.failure.DaybookException;
import dev.daybook.json.Envelope.Outcome;
import dev.daybook.record.SourceText;
import java.io.IOException;
import java.io.InputStream;

/**
 * Where the rows of a file begin that is one object and has them, beside other things, in an array under one of its keys.
 *
 * @param offset of the array in the file, in bytes
 * @param line of the array, from 1
 */
public record WrappedRows(long offset, long line) {

    private static final int BUFFER = 64 << 10;

    /**
     * Finds them without keeping what stands before them. What is behind is looked at when the rows are read.
     *
     * @param source from the file's beginning; read as far as needed and more
     * @param key of the object itself, not of one inside, exactly as it is spelled
     * @throws DaybookException of kind INPUT when the file is something else
     */
    public static WrappedRows find(SourceText source, String key) throws IOException {
        Envelope envelope = Envelope.before(key);
        InputStream in = source.stream();
        byte[] bytes = new byte[BUFFER];
        long offset = source.offset();
        long line = 1;
        int kept = 0;
        while (true) {
            int filled = kept + in.readNBytes(bytes, kept, BUFFER - kept);
            boolean isLast = filled < BUFFER;
            int bound = isLast ? filled : Lines.cutBefore(bytes, filled - Found.SHOWN);
            Outcome outcome = envelope.pass(bytes, 0, bound);
            int at = envelope.at();
            offset += source.lengthInSource(bytes, 0, at);
            line += Lines.count(bytes, 0, at, filled);
            if (outcome == Outcome.ROWS) {
                return new WrappedRows(offset, line);
            }
            if (outcome == Outcome.BAD || isLast) {
                throw other(
                        source, envelope, line, offset, at < filled ? Found.at(bytes, at, filled) : Found.END_OF_FILE);
            }
            kept = filled - at;
            System.arraycopy(bytes, at, bytes, 0, kept);
        }
    }

    private static DaybookException other(SourceText source, Envelope envelope, long line, long offset, String found) {
        boolean isMissing = found.equals(Found.END_OF_FILE) || envelope.isClosed();
        return DaybookException.input(
                "%s line %d, byte %d: expected %s, found %s. Its rows should be in an array under %s."
                        .formatted(
                                source.name(),
                                line,
                                offset,
                                isMissing ? "the key " + envelope.name() : envelope.expected(),
                                found,
                                envelope.name()));
    }
}
