package dev.daybook.row;

import java.util.Arrays;

/**
 * Staged rows as they lie, with what is needed to decide which of them stay and in which order: identity, source, sort
 * key. Values stay packed until {@link RowBatch#add(RowIndex, int)} takes a row. Filled, emptied and used again; not
 * thread-safe.
 */
public final class RowIndex {

    private final int sortColumn;
    private final int[] widths;
    private byte[] bytes = new byte[0];
    private int used;
    private int rows;
    private int[] starts = new int[1024];
    private long[] hashHighs = new long[1024];
    private long[] hashLows = new long[1024];
    private long[] sortKeys = new long[1024];

    /** @param sortColumn index of a fixed-width column; -1 when the order of the rows stays */
    public RowIndex(RowLayout layout, int sortColumn) {
        this.sortColumn = sortColumn;
        this.widths =
                layout.columns().stream().mapToInt(c -> c.type().kind().width()).toArray();
    }

    /** Makes room for rows to come, so that arrays need not grow while they are taken in. */
    public void reserve(int moreRows, int moreBytes) {
        if (used + moreBytes > bytes.length) {
            bytes = Arrays.copyOf(bytes, used + moreBytes);
        }
        if (rows + moreRows > starts.length) {
            grow(rows + moreRows);
        }
    }

    /** Takes in the rows in {@code staged[from, to)}; the array is copied. */
    public void add(byte[] staged, int from, int to) {
        int length = to - from;
        if (used + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(used + length, bytes.length + (bytes.length >> 1)));
        }
        System.arraycopy(staged, from, bytes, used, length);
        int end = used + length;
        for (int row = used; row < end; row += (int) RowLayout.INT.get(bytes, row)) {
            addRow(row);
        }
        used = end;
    }

    private void addRow(int start) {
        int row = rows++;
        if (row == starts.length) {
            grow(row * 2);
        }
        starts[row] = start;
        hashHighs[row] = (long) RowLayout.LONG.get(bytes, start + RowLayout.HASH_HIGH);
        hashLows[row] = (long) RowLayout.LONG.get(bytes, start + RowLayout.HASH_LOW);
        sortKeys[row] = sortColumn < 0 ? 0 : keyAt(start);
    }

    private void grow(int capacity) {
        starts = Arrays.copyOf(starts, capacity);
        hashHighs = Arrays.copyOf(hashHighs, capacity);
        hashLows = Arrays.copyOf(hashLows, capacity);
        sortKeys = Arrays.copyOf(sortKeys, capacity);
    }

    private long keyAt(int start) {
        long present = (long) RowLayout.LONG.get(bytes, start + RowLayout.PRESENT);
        if ((present >>> sortColumn & 1) == 0) {
            return Long.MIN_VALUE;
        }
        int at = start + RowLayout.VALUES;
        for (int column = 0; column < sortColumn; column++) {
            if ((present >>> column & 1) != 0) {
                at = widths[column] == 0 ? RowLayout.textEnd(bytes, at) : at + widths[column];
            }
        }
        return switch (widths[sortColumn]) {
            case 1 -> bytes[at];
            case 4 -> (int) RowLayout.INT.get(bytes, at);
            default -> (long) RowLayout.LONG.get(bytes, at);
        };
    }

    public void clear() {
        rows = 0;
        used = 0;
    }

    public int rows() {
        return rows;
    }

    /** Bytes of the rows held. */
    public int size() {
        return used;
    }

    byte[] bytes() {
        return bytes;
    }

    int start(int row) {
        return starts[row];
    }

    /** Number of the input the row came from. */
    public int source(int row) {
        return (int) RowLayout.INT.get(bytes, starts[row] + RowLayout.SOURCE);
    }

    public long hashHigh(int row) {
        return hashHighs[row];
    }

    public long hashLow(int row) {
        return hashLows[row];
    }

    /** Gives a row another identity, as when equal rows are to be told apart. */
    public void setHash(int row, long high, long low) {
        hashHighs[row] = high;
        hashLows[row] = low;
    }

    /** Value of the sort column; the least possible one for rows without a value. */
    public long key(int row) {
        return sortKeys[row];
    }
}
