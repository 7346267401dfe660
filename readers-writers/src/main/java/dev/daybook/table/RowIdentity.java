package dev.daybook.table;

import dev.daybook.row.ContentHash;
import dev.daybook.row.RowView;

/**
 * What tells a row from others: its id, or for one without an id its content, if that is asked for. A tag tells contents of
 * the same id apart; one in two thousand million times it does not. One object for all rows; not thread-safe.
 */
final class RowIdentity {

    private final boolean byContent;
    private long high;
    private long low;
    private int tag;

    /** @param byContent whether rows without an id are the same if their contents are */
    RowIdentity(boolean byContent) {
        this.byContent = byContent;
    }

    /** False for a row that is like no other. */
    boolean of(RowView row) {
        tag = (int) (row.contentHigh() ^ row.contentLow()) | 1;
        if (row.hasId()) {
            ContentHash hash = row.idHash();
            high = hash.high();
            low = hash.low();
            return true;
        }
        high = row.contentHigh();
        low = row.contentLow();
        return byContent;
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    /** Odd. */
    int tag() {
        return tag;
    }
}
