package dev.daybook.feed;

import dev.daybook.row.RowBuffer;
import java.util.List;
import java.util.Map;

/**
 * What became of a block of records.
 *
 * @param rows by partition value, in the block's order
 * @param end where in the file the block ends
 */
public record ParsedBlock(Map<String, RowBuffer> rows, List<Reject> rejects, Counts counts, Position end) {

    ParsedBlock endingOnLine(long line) {
        return new ParsedBlock(rows, rejects, counts, new Position(end.offset(), line, end.carried(), end.inFooter()));
    }

    /** Rows, by what became of them; {@code read = staged + rejected + ignored}. Blank lines are no rows; late are some of those staged. */
    public record Counts(long read, long staged, long rejected, long ignored, long blank, long late) {

        public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

        public Counts plus(Counts other) {
            return new Counts(
                    read + other.read,
                    staged + other.staged,
                    rejected + other.rejected,
                    ignored + other.ignored,
                    blank + other.blank,
                    late + other.late);
        }
    }

    /**
     * Where a parser can go on.
     *
     * @param offset in the file, in bytes
     * @param line from 1
     * @param carried by column, texts to be carried into blank cells
     * @param inFooter whether the footer has begun, so that all further records are ignored
     */
    public record Position(long offset, long line, Map<String, String> carried, boolean inFooter) {}
}
