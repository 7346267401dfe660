package dev.daybook.table;

import dev.daybook.row.HashSet128;
import dev.daybook.row.RowIndex;

/**
 * Decides for each row, in order, whether it is there already. Equal rows have equal content hashes. Where repeats
 * within one input are different things, the k-th equal row of an input gets an identity of its own, the same for the
 * k-th in every input: so each input's repeats stay and the same input under another name adds nothing.
 */
final class Identities {

    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final boolean keepRepeats;
    private final HashSet128 known;
    private final HashSet128 seenInSource;

    Identities(boolean keepRepeats) {
        this.keepRepeats = keepRepeats;
        this.known = new HashSet128(0);
        this.seenInSource = new HashSet128(0);
    }

    /** Forgets all rows and makes room for {@code expected} ones. */
    void clear(int expected) {
        known.clear(expected);
        seenInSource.clear(keepRepeats ? expected : 0);
    }

    /**
     * Takes note of a row the table has already. It stays whatever comes: equal ones, of one input or of several, are
     * told apart by their number.
     */
    void keep(RowIndex rows, int row) {
        long high = rows.hashHigh(row);
        long low = rows.hashLow(row);
        for (int repeat = 0; !known.add(high, low); ) {
            repeat++;
            high = repeatHigh(rows.hashHigh(row), repeat);
            low = repeatLow(rows.hashLow(row), repeat);
        }
        rows.setHash(row, high, low);
    }

    /** Whether the row is new; it may get another hash. */
    boolean isNew(RowIndex rows, int row) {
        long high = rows.hashHigh(row);
        long low = rows.hashLow(row);
        if (keepRepeats) {
            int repeat = repeatOf(high, low, rows.source(row));
            if (repeat > 0) {
                high = repeatHigh(high, repeat);
                low = repeatLow(low, repeat);
                rows.setHash(row, high, low);
            }
        }
        return known.add(high, low);
    }

    private static long repeatHigh(long high, int repeat) {
        return high + repeat * MIX;
    }

    private static long repeatLow(long low, int repeat) {
        return low ^ Long.rotateLeft(repeat * MIX, 31);
    }

    private int repeatOf(long high, long low, int source) {
        int repeat = 0;
        while (!seenInSource.add(high + (source + 1L) * 0xD6E8FEB86659FD93L, low ^ (repeat + 1L) * MIX)) {
            repeat++;
        }
        return repeat;
    }
}
